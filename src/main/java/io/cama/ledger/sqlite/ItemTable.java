package io.cama.ledger.sqlite;

import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.Counts;
import io.cama.model.Item;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Result;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The items as rows, each under the key {@code number of the run * 2^40 + position}. */
interface ItemTable extends LoadTable {
    String ITEM = """
            SELECT line, fields, state, (SELECT retake FROM letter WHERE letter.item = key) FROM item
            WHERE key = %s + ?2""".formatted(Keys.FROM);

    String OK = """
            UPDATE item SET state = 'OK', result = ?2, calls = ?3, at = ?4, recalled = NOT EXISTS (
              SELECT 1 FROM call WHERE call.item = item.key AND call.id >= (SELECT first_call FROM run WHERE no = ?5))
            WHERE key = ?1 AND state = 'PENDING'
            RETURNING recalled""";

    String COUNT_OK = "UPDATE run SET ok = ok + 1, recalled = recalled + ? WHERE no = ?";

    String SERVED = """
            INSERT INTO served (run, model, replies)
            SELECT ?, coalesce(served, model), 1 FROM call WHERE id = ?
            ON CONFLICT (run, model) DO UPDATE SET replies = replies + 1""";

    String CITED = """
            INSERT INTO cited (run, call) SELECT ?1, id FROM call WHERE id = ?2 AND item >> 40 <> ?1
            ON CONFLICT DO NOTHING""";

    String END = "UPDATE item SET state = ?, reason = ?, message = ?, at = ? WHERE key = ? AND state = 'PENDING'";

    String RESULTS = """
            SELECT key & %d, line, result, state = 'DEAD' FROM item
            WHERE (state = 'OK' OR state = 'DEAD' AND result IS NOT NULL) AND key > %s + ?2 AND key < %s
            ORDER BY key LIMIT 200""".formatted(MAX_POSITION, Keys.FROM, Keys.TO);

    @Override
    default Optional<Item> item(String run, long position) {
        return db().read(s -> s.first(
                ITEM,
                row -> new Item(
                        run,
                        position,
                        row.getLong(1),
                        row.getString(2),
                        ItemState.valueOf(row.getString(3)),
                        row.getString(4)),
                run,
                position));
    }

    @Override
    default boolean ok(String run, long position, String values, List<Long> calls) {
        return db().write(s -> ok(s, run, position, values, calls));
    }

    @Override
    default CompletionStage<Boolean> okLater(String run, long position, String values, List<Long> calls) {
        return db().writeLater(
                        "the result of item " + position + " of run " + run + ", which stays pending",
                        s -> ok(s, run, position, values, calls));
    }

    private boolean ok(Session s, String run, long position, String values, List<Long> calls) throws SQLException {
        long number = Keys.number(s, run);
        Optional<Integer> recalled = s.first(
                OK,
                row -> row.getInt(1),
                Keys.key(number, position),
                values,
                calls.toString(),
                clock().millis(),
                number);
        if (recalled.isEmpty()) {
            return false;
        }
        s.update(COUNT_OK, recalled.get(), number);
        for (Long call : calls) {
            s.update(SERVED, number, call);
            s.update(CITED, number, call);
        }
        return true;
    }

    @Override
    default boolean dead(String run, long position, Reason reason, String message) {
        return end(run, position, ItemState.DEAD, reason, message, "UPDATE run SET dead = dead + 1 WHERE no = ?");
    }

    @Override
    default boolean skip(String run, long position, String message) {
        return end(
                run, position, ItemState.SKIPPED, null, message, "UPDATE run SET skipped = skipped + 1 WHERE no = ?");
    }

    private boolean end(
            String run, long position, ItemState state, @Nullable Reason reason, String message, String count) {
        return db().write(s -> {
            long number = Keys.number(s, run);
            int ended = s.update(
                    END, state.name(), LoadTable.name(reason), message, clock().millis(), Keys.key(number, position));
            return ended == 1 && s.update(count, number) == 1;
        });
    }

    @Override
    default Counts counts(String run) {
        return db().read(s -> s.first(
                        "SELECT items, ok, dead, skipped, items - ok - dead - skipped, recalled FROM run WHERE id = ?",
                        row -> new Counts(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)),
                        run))
                .orElseGet(() -> new Counts(0, 0, 0, 0, 0, 0));
    }

    @Override
    default Iterator<Result> results(String run) {
        return db().pages(
                        after -> s -> s.all(
                                RESULTS,
                                row -> new Result(row.getLong(1), row.getLong(2), row.getString(3), row.getBoolean(4)),
                                run,
                                after),
                        Result::position);
    }
}
