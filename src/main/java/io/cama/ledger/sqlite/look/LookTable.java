package io.cama.ledger.sqlite.look;

import io.cama.ledger.Items;
import io.cama.ledger.look.Looks;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.call.ReplyTable;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of a run added up, and its dead letters counted. */
public interface LookTable extends Looks {
    String CALLS_OF_RUN = """
            FROM run JOIN call INDEXED BY call_item
              ON item BETWEEN no << 40 AND ((no + 1) << 40) - 1 AND call.id >= first_call
            WHERE run.id = ?1
            """;

    String CALL_SUMS = """
            SELECT prompt, provider || '/' || call.model, verdict, call.reason, count(*), sum(call.input_tokens),
              sum(call.output_tokens), sum(cached), sum(cache_written), sum(reasoning),
              sum(iif(holding = 2, worst, coalesce(cost, 0))), coalesce(sum(max(0, answered - asked)), 0)
            """ + CALLS_OF_RUN + "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";

    /** Each call adds what it was under way for after all earlier ones had ended. */
    String BUSY = """
            SELECT coalesce(sum(max(0, ended - max(asked, coalesce(before, asked)))), 0) FROM (
              SELECT asked, coalesce(answered, asked) AS ended, max(coalesce(answered, asked))
                OVER (ORDER BY asked, call.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
            """ + CALLS_OF_RUN + ")";

    String SPAN = "SELECT min(asked), max(asked) " + CALLS_OF_RUN;

    String TIMELINE = """
            SELECT (asked - ?2) / ?3, sum(verdict IN ('GOOD', 'UNCHECKED')), sum(verdict NOT IN ('GOOD', 'UNCHECKED'))
            """ + CALLS_OF_RUN + "GROUP BY 1";

    String DEAD_BY_REASON = """
            SELECT reason, count(*) FROM item INDEXED BY item_dead
            WHERE state = 'DEAD' AND key > %s AND key < %s
            GROUP BY reason""".formatted(Keys.FROM, Keys.TO);

    String SKIPPED_BY = """
            SELECT coalesce(message, ''), count(*) FROM item INDEXED BY item_skipped
            WHERE state = 'SKIPPED' AND key > %s AND key < %s
            GROUP BY 1 ORDER BY min(key) LIMIT 100""".formatted(Keys.FROM, Keys.TO);

    String LOST_SUM = "SELECT count(*), coalesce(sum(worst), 0) " + ReplyTable.LOST_CALLS;

    String LOST_FIRST =
            "SELECT id, item & %d, prompt, hash, provider || '/' || model, asked, worst ".formatted(Items.MAX_POSITION)
                    + ReplyTable.LOST_CALLS + "ORDER BY item, id LIMIT ?2";

    String FIELD_COUNTS = """
            SELECT field, value, rows FROM field_count WHERE run = (SELECT no FROM run WHERE id = ?)
            ORDER BY field, rows DESC, value""";

    Database db();

    @Override
    default List<FieldCount> fieldCounts(String run) {
        return db().read(s ->
                s.all(FIELD_COUNTS, row -> new FieldCount(row.getString(1), row.getString(2), row.getLong(3)), run));
    }

    @Override
    default List<CallSum> callSums(String run) {
        return db().read(s -> s.all(
                CALL_SUMS,
                row -> new CallSum(
                        row.getString(1),
                        row.getString(2),
                        Verdict.valueOf(row.getString(3)),
                        reason(row, 4),
                        row.getLong(5),
                        usage(row, 6),
                        row.getLong(11),
                        Duration.ofMillis(row.getLong(12))),
                run));
    }

    @Override
    default Duration busy(String run) {
        return Duration.ofMillis(
                db().read(s -> s.first(BUSY, row -> row.getLong(1), run)).orElse(0L));
    }

    @Override
    default List<Stretch> timeline(String run, int stretches) {
        return db().read(s -> {
            long[] span = s.first(SPAN, row -> new long[] {row.getLong(1), row.getLong(2)}, run)
                    .orElseThrow();
            if (span[0] == 0) {
                return List.of();
            }
            long width = (span[1] - span[0]) / stretches + 1;
            List<Stretch> all = new ArrayList<>();
            for (int i = 0; i < stretches; i++) {
                Instant from = Instant.ofEpochMilli(span[0] + i * width);
                all.add(new Stretch(from, from.plusMillis(width), 0, 0));
            }
            s.all(
                    TIMELINE,
                    row -> {
                        Stretch at = all.get(row.getInt(1));
                        return all.set(row.getInt(1), new Stretch(at.from(), at.to(), row.getLong(2), row.getLong(3)));
                    },
                    run,
                    span[0],
                    width);
            return all;
        });
    }

    @Override
    default Map<Reason, Long> deadByReason(String run) {
        Map<Reason, Long> dead = new EnumMap<>(Reason.class);
        db().read(s -> s.all(DEAD_BY_REASON, row -> dead.put(Reason.valueOf(row.getString(1)), row.getLong(2)), run));
        return dead;
    }

    @Override
    default Map<String, Long> skippedBy(String run) {
        Map<String, Long> skipped = new LinkedHashMap<>();
        db().read(s -> s.all(SKIPPED_BY, row -> skipped.put(row.getString(1), row.getLong(2)), run));
        return skipped;
    }

    @Override
    default Lost lost(String run, int limit) {
        return db().read(s -> {
            List<LostCall> first = s.all(
                    LOST_FIRST,
                    row -> new LostCall(
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            Instant.ofEpochMilli(row.getLong(6)),
                            row.getLong(7)),
                    run,
                    limit);
            return s.first(LOST_SUM, row -> new Lost(row.getLong(1), row.getLong(2), first), run)
                    .orElseThrow();
        });
    }

    /** Input, output, cached, cache written and reasoning tokens, in columns that follow one another. */
    static Usage usage(ResultSet row, int first) throws SQLException {
        return new Usage(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                null);
    }

    static @Nullable Reason reason(ResultSet row, int column) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Reason.valueOf(name);
    }
}
