package io.cama.ledger.sqlite;

import io.cama.ledger.Items;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items as they come from the input, each under the key {@code number of the run * 2^40 + position}. */
interface LoadTable extends Items {
    String ADD = """
            INSERT INTO item (key, line, fields, state, reason, message, at) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO NOTHING""";

    String COUNT_ADDED = "UPDATE run SET items = items + ?, dead = dead + ?, skipped = skipped + ? WHERE no = ?";

    String HIGH_WATER = "SELECT key & %d FROM item WHERE key > %s AND key < %s ORDER BY key DESC LIMIT 1"
            .formatted(MAX_POSITION, Keys.FROM, Keys.TO);

    String PENDING = """
            SELECT key & %d FROM item INDEXED BY item_pending
            WHERE state = 'PENDING' AND key > %s + ?2 AND key < %s
            ORDER BY key LIMIT ?3""".formatted(MAX_POSITION, Keys.FROM, Keys.TO);

    Database db();

    InstantSource clock();

    @Override
    default void add(String run, List<NewItem> chunk) {
        db().write(s -> {
            long number = Keys.number(s, run);
            Map<ItemState, Integer> added = new EnumMap<>(ItemState.class);
            for (NewItem item : chunk) {
                int rows = s.update(
                        ADD,
                        Keys.key(number, item.position()),
                        item.line(),
                        item.fields(),
                        item.state().name(),
                        LoadTable.name(item.reason()),
                        item.message(),
                        item.state().terminal() ? clock().millis() : null);
                added.merge(item.state(), rows, Integer::sum);
            }
            return s.update(
                    COUNT_ADDED,
                    added.values().stream().mapToInt(Integer::intValue).sum(),
                    added.getOrDefault(ItemState.DEAD, 0),
                    added.getOrDefault(ItemState.SKIPPED, 0),
                    number);
        });
    }

    @Override
    default long highWater(String run) {
        return db().read(s -> s.first(HIGH_WATER, row -> row.getLong(1), run)).orElse(0L);
    }

    @Override
    default List<Long> pending(String run, long after, int limit) {
        return db().read(s -> s.all(PENDING, row -> row.getLong(1), run, after, limit));
    }

    /** A reason as it is stored. */
    static @Nullable String name(@Nullable Reason reason) {
        return reason == null ? null : reason.name();
    }
}
