package io.cama.ledger.sqlite.call;

import io.cama.ledger.Spend;
import io.cama.ledger.sqlite.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The calls added up by what they were for. */
public interface SpentTable extends Spend {
    String ADDED_UP = """
            SELECT %s, sum(part.calls), sum(part.input), sum(part.output), sum(part.cost) FROM part JOIN run ON run.no = part.run
            GROUP BY 1""";

    /** What was called since then; of calls that are no longer there, whole days. */
    String SPENT = """
            WITH RECURSIVE
            named (provider) AS (
              SELECT min(provider) FROM call
              UNION ALL
              SELECT (SELECT min(call.provider) FROM call WHERE call.provider > named.provider) FROM named
              WHERE named.provider IS NOT NULL),
            part (day, run, prompt, model, calls, input, output, cost) AS (
              SELECT asked / 86400000, item >> 40, prompt, call.provider || '/' || model, 1, input_tokens, output_tokens,
                iif(holding = 2, worst, coalesce(cost, 0))
              FROM named CROSS JOIN call INDEXED BY call_load ON call.provider = named.provider AND asked >= ?1
              WHERE item > 0 AND call.provider <> 'hand'
              UNION ALL
              SELECT * FROM removed WHERE day >= ?1 / 86400000)
            """ + ADDED_UP;

    /** What was called for a run since it was given. */
    String RUN_SPENT = """
            WITH part (day, run, prompt, model, calls, input, output, cost) AS (
              SELECT asked / 86400000, no, prompt, provider || '/' || call.model, 1, call.input_tokens,
                call.output_tokens, iif(holding = 2, worst, coalesce(cost, 0))
              FROM run JOIN call INDEXED BY call_item
                ON item BETWEEN no << 40 AND ((no + 1) << 40) - 1 AND call.id >= first_call
              WHERE run.id = ? AND provider <> 'hand')
            """ + ADDED_UP;

    Database db();

    @Override
    default List<Spent> spent(By by, Instant since) {
        return dearestFirst(db().read(s -> s.all(SPENT.formatted(group(by)), SpentTable::row, since.toEpochMilli())));
    }

    @Override
    default List<Spent> spent(By by, String run) {
        return dearestFirst(db().read(s -> s.all(RUN_SPENT.formatted(group(by)), SpentTable::row, run)));
    }

    private static List<Spent> dearestFirst(List<Spent> parts) {
        return parts.stream()
                .sorted(Comparator.comparingLong(Spent::cost).reversed().thenComparing(Spent::group))
                .toList();
    }

    private static String group(By by) {
        return switch (by) {
            case DAY -> "date(part.day * 86400, 'unixepoch')";
            case JOB -> "run.job";
            case PROMPT -> "part.prompt";
            case MODEL -> "part.model";
            case RUN -> "run.id";
        };
    }

    private static Spent row(ResultSet row) throws SQLException {
        return new Spent(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
    }
}
