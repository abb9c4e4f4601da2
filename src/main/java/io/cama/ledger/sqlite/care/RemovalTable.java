package io.cama.ledger.sqlite.care;

import io.cama.ledger.ReplyStore;
import io.cama.ledger.Runs;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Replies counted and removed. What may go is found by reading, and looked at again as it is removed, a few hundred
 * rows to a transaction, so that work goes on meanwhile.
 */
public interface RemovalTable extends ReplyStore, Runs {
    String STATS = """
            SELECT count(*) FILTER (WHERE verdict IN ('UNCHECKED', 'GOOD')),
              count(*) FILTER (WHERE verdict IN ('REJECTED', 'FAILED')),
              coalesce(sum(cost) FILTER (WHERE verdict IN ('UNCHECKED', 'GOOD')), 0),
              coalesce(sum(coalesce(bytes, octet_length(body))), 0), coalesce(sum(octet_length(body)), 0), min(answered)
            FROM call WHERE answered IS NOT NULL""";

    /** The runs whose turns are in the JSON array {@code ?1}, unless they have been given again since. */
    String FREE_RUNS = "(SELECT no FROM run JOIN json_each(?1) ON turn = value WHERE state IN ('DONE', 'REJECTED'))";

    /** A call carried here belongs to no run; one whose money is not settled is being worked on. */
    String REMOVABLE = """
            answered IS NOT NULL AND holding <> 1 AND (item = 0 OR item >> 40 IN %1$s)
              AND NOT EXISTS (SELECT 1 FROM cited WHERE cited.call = call.id AND cited.run NOT IN %1$s)""".formatted(FREE_RUNS);

    String CHOSEN = """
            answered IS NOT NULL
              AND (?2 IS NULL OR coalesce(call.job, (SELECT job FROM run WHERE no = item >> 40)) = ?2)
              AND (?3 IS NULL OR provider || '/' || model = ?3)
              AND answered < ?4""";

    String TO_CLEAR = "SELECT id, answered FROM call WHERE " + CHOSEN + " AND " + REMOVABLE;

    String STORED = "SELECT coalesce(sum(octet_length(body)), 0) FROM call INDEXED BY call_answered"
            + " WHERE answered IS NOT NULL";

    String TO_SHRINK = """
            SELECT id, answered FROM (
              SELECT id, answered, sum(octet_length(body)) OVER (ORDER BY answered, id) - octet_length(body) AS older
              FROM call WHERE %s)
            WHERE older < ?2""".formatted(REMOVABLE);

    /** The report of what was spent keeps what the removed calls have cost. */
    String KEEP_COSTS = """
            INSERT INTO removed (day, run, prompt, model, calls, input_tokens, output_tokens, cost)
            SELECT asked / 86400000, item >> 40, prompt, provider || '/' || model, count(*), sum(input_tokens),
              sum(output_tokens), sum(iif(holding = 2, worst, coalesce(cost, 0)))
            FROM call WHERE id IN (SELECT value FROM json_each(?2)) AND item > 0 AND %s
            GROUP BY 1, 2, 3, 4
            ON CONFLICT (day, run, prompt, model) DO UPDATE SET
              calls = calls + excluded.calls,
              input_tokens = input_tokens + excluded.input_tokens,
              output_tokens = output_tokens + excluded.output_tokens,
              cost = cost + excluded.cost""".formatted(REMOVABLE);

    String REMOVE = "DELETE FROM call WHERE id IN (SELECT value FROM json_each(?2)) AND " + REMOVABLE
            + " RETURNING id, verdict IN ('UNCHECKED', 'GOOD')";

    int AT_ONCE = 300;

    Database db();

    /** A call that may be removed. */
    record Old(long call, long answered) {
        private static Old read(ResultSet row) throws SQLException {
            return new Old(row.getLong(1), row.getLong(2));
        }
    }

    /** A call that was removed. */
    record Gone(long call, boolean reply) {}

    @Override
    default StoreStats storeStats() {
        return db().read(s -> s.first(STATS, row -> {
                    long oldest = row.getLong(6);
                    Instant answered = row.wasNull() ? null : Instant.ofEpochMilli(oldest);
                    return new StoreStats(
                            row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), answered);
                }))
                .orElseThrow();
    }

    @Override
    default long clear(Selection selection, Predicate<Run> receiptKept) {
        String free = free(receiptKept);
        return remove(free, toClear(selection, free));
    }

    @Override
    default long expire(Duration ttl, double jitter, Instant now, Predicate<Run> receiptKept) {
        if (ttl.isZero()) {
            return 0;
        }
        String free = free(receiptKept);
        Instant young = now.minusMillis((long) (ttl.toMillis() * (1 - jitter))).plusMillis(1);
        List<Old> expired = toClear(new Selection(null, null, young), free).stream()
                .filter(old -> !Instant.ofEpochMilli(old.answered())
                        .plus(ReplyStore.jittered(ttl, jitter, old.call()))
                        .isAfter(now))
                .toList();
        return remove(free, expired);
    }

    @Override
    default long shrink(long maxBytes, Predicate<Run> receiptKept) {
        String free = free(receiptKept);
        return remove(
                free,
                db().read(s -> s.all(
                        TO_SHRINK,
                        Old::read,
                        free,
                        s.first(STORED, row -> row.getLong(1)).orElse(0L) - maxBytes)));
    }

    private String free(Predicate<Run> receiptKept) {
        return runs(Integer.MAX_VALUE).stream()
                .filter(run -> run.state() == RunState.DONE || run.state() == RunState.REJECTED)
                .filter(run -> !receiptKept.test(run))
                .map(Run::turn)
                .toList()
                .toString();
    }

    private List<Old> toClear(Selection selection, String free) {
        Instant before = selection.before();
        return db().read(s -> s.all(
                TO_CLEAR,
                Old::read,
                free,
                selection.job(),
                selection.model(),
                before == null ? Long.MAX_VALUE : before.toEpochMilli()));
    }

    private long remove(String free, List<Old> old) {
        long removed = 0;
        for (int from = 0; from < old.size(); from += AT_ONCE) {
            String calls = old.subList(from, Math.min(from + AT_ONCE, old.size())).stream()
                    .map(Old::call)
                    .toList()
                    .toString();
            removed += db().write(s -> remove(s, free, calls));
        }
        return removed;
    }

    private static long remove(Session s, String free, String calls) throws SQLException {
        s.update(KEEP_COSTS, free, calls);
        List<Gone> gone = s.all(REMOVE, row -> new Gone(row.getLong(1), row.getBoolean(2)), free, calls);
        long replies = 0;
        for (Gone each : gone) {
            s.update("DELETE FROM cited WHERE call = ?", each.call());
            s.update("UPDATE removed_call SET id = max(id, ?)", each.call());
            replies += each.reply() ? 1 : 0;
        }
        return replies;
    }
}
