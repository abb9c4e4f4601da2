package io.cama.ledger.sqlite;

import io.cama.ledger.sqlite.store.Session;
import io.cama.model.RowOptions;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run as a row. */
final class RunRow {
    private static final String INSERT = """
            INSERT INTO run (id, job, input, sha256, job_hash, source, outbox, row_limit, model, rank, inbox, accepted,
              recall, max_cost, fail_fast, row_options, state, turn, first_call, first_attempt)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACCEPTED', coalesce((SELECT max(turn) FROM run), 0) + 1, next, next
            FROM (SELECT id AS next FROM next_call)""";

    private RunRow() {}

    /** Stores a new run at the end of the queue. */
    static void insert(Session s, Run run) throws SQLException {
        s.update(
                INSERT,
                run.id(),
                run.job(),
                run.input(),
                run.sha256(),
                run.jobHash(),
                run.source(),
                run.outbox(),
                run.limit(),
                run.model(),
                run.rank(),
                run.inbox(),
                run.accepted().toEpochMilli(),
                run.terms().recall().name(),
                run.terms().maxCost(),
                run.terms().failFast(),
                run.options().text());
    }

    /** Reads a row with all columns. */
    static Run read(ResultSet row) throws SQLException {
        return new Run(
                row.getString("id"),
                row.getString("job"),
                row.getString("input"),
                row.getString("sha256"),
                row.getString("job_hash"),
                row.getString("source"),
                row.getString("outbox"),
                row.getLong("row_limit"),
                row.getString("model"),
                new Terms(
                        Recall.valueOf(row.getString("recall")), row.getLong("max_cost"), row.getBoolean("fail_fast")),
                row.getLong("first_call"),
                row.getInt("rank"),
                row.getLong("turn"),
                RunState.valueOf(row.getString("state")),
                row.getBoolean("loaded"),
                row.getInt("pass"),
                row.getLong("calls"),
                row.getString("reason"),
                row.getBoolean("inbox"),
                Instant.ofEpochMilli(row.getLong("accepted")),
                instant(row, "started"),
                instant(row, "ended"),
                instant(row, "resume_at"),
                RowOptions.parse(row.getString("row_options")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
