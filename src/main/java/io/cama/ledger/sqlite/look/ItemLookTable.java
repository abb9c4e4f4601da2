package io.cama.ledger.sqlite.look;

import io.cama.ledger.look.Looks;
import io.cama.ledger.sqlite.call.Body;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.ItemState;
import io.cama.model.RunState;
import io.cama.model.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Items with all of their calls, and runs counted. */
public interface ItemLookTable extends Looks {
    /** An item that is to be answered once more keeps its former result, which is none of its own until then. */
    String LOOK = """
            SELECT line, fields, state, reason, message, iif(state = 'OK', result, NULL), coalesce(recalled, 0), at
            FROM item WHERE key = %s + ?2""".formatted(Keys.FROM);

    String LOOKS = """
            SELECT line, fields, state, reason, message, iif(state = 'OK', result, NULL), coalesce(recalled, 0), at,
              key - %s
            FROM item WHERE key > %s + ?2 AND key < %s AND (?3 IS NULL OR state = ?3)
            ORDER BY key LIMIT ?4""".formatted(Keys.FROM, Keys.FROM, Keys.TO);

    String CALLS_OF_ITEM = """
            SELECT id, item = %1$s + ?2,
              id IN (SELECT value FROM item AS own, json_each(own.calls)
                WHERE own.key = %1$s + ?2 AND own.state = 'OK'),
              prompt, pass, provider || '/' || model, served, hash, verdict, status, asked, answered, input_tokens,
              output_tokens, cached, cache_written, reasoning, cost, worst, reason, why, body
            FROM call WHERE id IN (
              SELECT id FROM call WHERE item = %1$s + ?2
              UNION SELECT value FROM item, json_each(item.calls) WHERE item.key = %1$s + ?2 AND item.state = 'OK')
            ORDER BY id""".formatted(Keys.FROM);

    Database db();

    @Override
    default Optional<ItemLook> look(String run, long position) {
        return db().read(s -> s.first(LOOK, row -> item(row, position), run, position));
    }

    @Override
    default List<ItemLook> looks(String run, @Nullable ItemState state, long after, int limit) {
        return db().read(s ->
                s.all(LOOKS, row -> item(row, row.getLong(9)), run, after, state == null ? null : state.name(), limit));
    }

    private static ItemLook item(ResultSet row, long position) throws SQLException {
        return new ItemLook(
                position,
                row.getLong(1),
                row.getString(2),
                ItemState.valueOf(row.getString(3)),
                LookTable.reason(row, 4),
                row.getString(5),
                row.getString(6),
                row.getBoolean(7),
                instant(row, 8));
    }

    @Override
    default List<RunCount> runCounts() {
        return db().read(s -> s.all(
                "SELECT job, state, count(*) FROM run GROUP BY job, state ORDER BY job, state",
                row -> new RunCount(row.getString(1), RunState.valueOf(row.getString(2)), row.getLong(3))));
    }

    @Override
    default List<CallLook> calls(String run, long position) {
        return db().read(s -> s.all(CALLS_OF_ITEM, ItemLookTable::call, run, position));
    }

    private static CallLook call(ResultSet row) throws SQLException {
        return new CallLook(
                row.getLong(1),
                row.getBoolean(2),
                row.getBoolean(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                Verdict.valueOf(row.getString(9)),
                row.getInt(10),
                Instant.ofEpochMilli(row.getLong(11)),
                instant(row, 12),
                LookTable.usage(row, 13),
                cost(row, 18),
                row.getLong(19),
                LookTable.reason(row, 20),
                row.getString(21),
                Body.read(row, 22));
    }

    private static @Nullable Long cost(ResultSet row, int column) throws SQLException {
        long cost = row.getLong(column);
        return row.wasNull() ? null : cost;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
