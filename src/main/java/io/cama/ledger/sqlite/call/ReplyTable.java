package io.cama.ledger.sqlite.call;

import io.cama.ledger.Replies;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.Reason;
import io.cama.model.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of calls. */
public interface ReplyTable extends Replies {
    String REPLY = "SELECT id, hash, attempt, verdict, status, body, served, input_tokens, output_tokens, reason, why"
            + " FROM call ";

    String USABLE = "verdict IN ('UNCHECKED', 'GOOD')";

    String RECALL = REPLY + "WHERE hash = ? AND " + USABLE + " ORDER BY attempt DESC LIMIT 1";

    String RECALL_SINCE = REPLY + "WHERE hash = ? AND id >= ? AND " + USABLE + " ORDER BY attempt DESC LIMIT 1";

    /** Many items may ask the same, but few calls are made for one item. */
    String RECALL_OWN = REPLY + """
            INDEXED BY call_item WHERE item = %s + ?2 AND id >= ?3 AND hash = ?4 AND %s
            ORDER BY id DESC LIMIT 1""".formatted(Keys.FROM, USABLE);

    String USED = REPLY + """
            WHERE id IN (SELECT value FROM item, json_each(item.calls) WHERE item.key = %s + ?2) AND hash = ?3 AND %s
            ORDER BY id DESC LIMIT 1""".formatted(Keys.FROM, USABLE);

    String REJECTED = REPLY + "WHERE hash = ? AND verdict = 'REJECTED' ORDER BY attempt DESC LIMIT 1";

    String KNOWN = REPLY + """
            WHERE id = coalesce(
              (SELECT id FROM call WHERE hash = ?1 AND %s ORDER BY attempt DESC LIMIT 1),
              (SELECT id FROM call WHERE hash = ?1 AND verdict = 'REJECTED' ORDER BY attempt DESC LIMIT 1))""".formatted(USABLE);

    String ATTEMPTS = """
            SELECT id, hash, provider || '/' || model, verdict, reason FROM call INDEXED BY call_item
            WHERE item = %s + ?2 AND id >= (SELECT first_attempt FROM run WHERE run.id = ?1) AND prompt = ?3 AND pass = ?4
            ORDER BY id""".formatted(Keys.FROM);

    String SERVED_BY = "SELECT served.model, replies FROM run JOIN served ON served.run = run.no WHERE run.id = ?";

    /** Of the unanswered calls, those of an earlier process, and those whose item has ended without them. */
    String LOST_CALLS = """
            FROM call INDEXED BY call_asked
            WHERE verdict = 'ASKED' AND item > %s AND item < %s
              AND id >= (SELECT first_call FROM run WHERE run.id = ?1)
              AND (id < (SELECT first_call FROM opening ORDER BY no DESC LIMIT 1)
                OR (SELECT state FROM item WHERE key = call.item) <> 'PENDING')
            """.formatted(Keys.FROM, Keys.TO);

    String LOST = "SELECT count(*) " + LOST_CALLS;

    String IS_MENDED = "call.verdict = 'GOOD' AND call.why IS NOT NULL";

    /** Those bought for an item of the run that stand in its result, and those from other runs. */
    String MENDED = """
            SELECT (
              SELECT count(*) FROM call INDEXED BY call_item
              WHERE item > %1$s AND item < %2$s AND %3$s
                AND id IN (SELECT value FROM item, json_each(item.calls) WHERE item.key = call.item))
            + (
              SELECT count(*) FROM cited JOIN call ON call.id = cited.call
              WHERE cited.run = (SELECT no FROM run WHERE id = ?1) AND %3$s)""".formatted(Keys.FROM, Keys.TO, IS_MENDED);

    Database db();

    @Override
    default Optional<KeptReply> recall(String hash) {
        return db().read(s -> s.first(RECALL, ReplyTable::read, hash));
    }

    @Override
    default Optional<KeptReply> recall(String hash, long firstCall) {
        return db().read(s -> s.first(RECALL_SINCE, ReplyTable::read, hash, firstCall));
    }

    @Override
    default Optional<KeptReply> recall(String hash, long firstCall, String run, long position) {
        return db().read(s -> s.first(RECALL_OWN, ReplyTable::read, run, position, firstCall, hash));
    }

    @Override
    default Optional<KeptReply> used(String hash, String run, long position) {
        return db().read(s -> s.first(USED, ReplyTable::read, run, position, hash));
    }

    @Override
    default Optional<KeptReply> rejected(String hash) {
        return db().read(s -> s.first(REJECTED, ReplyTable::read, hash));
    }

    @Override
    default Optional<KeptReply> known(String hash) {
        return db().read(s -> s.first(KNOWN, ReplyTable::read, hash));
    }

    @Override
    default List<Attempt> attempts(String run, long position, String prompt, int pass) {
        return db().read(s -> s.all(
                ATTEMPTS,
                row -> new Attempt(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Verdict.valueOf(row.getString(4)),
                        reason(row.getString(5))),
                run,
                position,
                prompt,
                pass));
    }

    @Override
    default RunUsage usage(String run) {
        return db().read(s -> {
            Map<String, Long> models = new TreeMap<>();
            s.all(SERVED_BY, row -> models.put(row.getString(1), row.getLong(2)), run);
            long lost = s.first(LOST, row -> row.getLong(1), run).orElse(0L);
            return s.first(
                            "SELECT calls, input_tokens, output_tokens FROM run WHERE id = ?",
                            row -> new RunUsage(row.getLong(1), row.getLong(2), row.getLong(3), models, lost),
                            run)
                    .orElseGet(() -> new RunUsage(0, 0, 0, models, lost));
        });
    }

    @Override
    default long mended(String run) {
        return db().read(s -> s.first(MENDED, row -> row.getLong(1), run)).orElse(0L);
    }

    private static KeptReply read(ResultSet row) throws SQLException {
        return new KeptReply(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                Verdict.valueOf(row.getString(4)),
                row.getInt(5),
                Body.read(row, 6),
                row.getString(7),
                row.getLong(8),
                row.getLong(9),
                reason(row.getString(10)),
                row.getString(11));
    }

    private static @Nullable Reason reason(@Nullable String name) {
        return name == null ? null : Reason.valueOf(name);
    }
}
