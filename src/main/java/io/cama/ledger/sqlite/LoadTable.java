package io.cama.ledger.sqlite;

import io.cama.ledger.Items;
import io.cama.ledger.sqlite.call.Keys;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.Session;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items as they come from the input, each under the key {@code number of the run * 2^40 + position}. */
interface LoadTable extends Items {
    String ADD = """
            INSERT INTO item (key, line, fields, state, reason, message, at, rank) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO NOTHING""";

    String COUNT_ADDED = "UPDATE run SET items = items + ?, dead = dead + ?, skipped = skipped + ? WHERE no = ?";

    String HIGH_WATER = "SELECT key & %d FROM item WHERE key > %s AND key < %s ORDER BY key DESC LIMIT 1"
            .formatted(MAX_POSITION, Keys.FROM, Keys.TO);

    String PENDING = """
            SELECT key & %d FROM item INDEXED BY item_pending
            WHERE state = 'PENDING' AND key > %s + ?2 AND key < %s
            ORDER BY key LIMIT ?3""".formatted(MAX_POSITION, Keys.FROM, Keys.TO);

    String RANKED = """
            SELECT rank, key & %d FROM item INDEXED BY item_ranked
            WHERE state = 'PENDING' AND rank > 0 AND rank = ?2 AND key > %s + ?3 AND key < %s
            ORDER BY key LIMIT ?4""".formatted(MAX_POSITION, Keys.FROM, Keys.TO);

    String NEXT_RANK = """
            SELECT rank FROM item INDEXED BY item_ranked
            WHERE state = 'PENDING' AND rank > 0 AND rank > ? ORDER BY rank LIMIT 1""";

    String UNRANKED = """
            SELECT %d, key & %d FROM item INDEXED BY item_pending
            WHERE state = 'PENDING' AND rank = 0 AND key > %s + ?2 AND key < %s
            ORDER BY key LIMIT ?3""".formatted(Head.UNRANKED, MAX_POSITION, Keys.FROM, Keys.TO);

    /** So many values of a field are counted, each by itself; all others together. */
    int MOST_VALUES = 50;

    String OTHERS = "(other)";

    String COUNT_MORE = "UPDATE field_count SET rows = rows + ?4 WHERE run = ?1 AND field = ?2 AND value = ?3";

    String COUNT_FIRST = """
            INSERT INTO field_count (run, field, value, rows)
            SELECT ?1, ?2, iif((SELECT count(*) FROM field_count WHERE run = ?1 AND field = ?2) < %d, ?3, '%s'), ?4
            ON CONFLICT (run, field, value) DO UPDATE SET rows = rows + excluded.rows""".formatted(MOST_VALUES, OTHERS);

    Database db();

    InstantSource clock();

    @Override
    default void add(String run, List<NewItem> chunk) {
        db().write(s -> {
            long number = Keys.number(s, run);
            Map<ItemState, Integer> added = new EnumMap<>(ItemState.class);
            Map<Map.Entry<String, String>, Integer> counted = new LinkedHashMap<>();
            for (NewItem item : chunk) {
                int rows = s.update(
                        ADD,
                        Keys.key(number, item.position()),
                        item.line(),
                        item.fields(),
                        item.state().name(),
                        LoadTable.name(item.reason()),
                        item.message(),
                        item.state().terminal() ? clock().millis() : null,
                        item.rank());
                added.merge(item.state(), rows, Integer::sum);
                item.counted().entrySet().forEach(value -> counted.merge(value, rows, Integer::sum));
            }
            for (Map.Entry<Map.Entry<String, String>, Integer> value : counted.entrySet()) {
                count(s, number, value.getKey(), value.getValue());
            }
            return s.update(
                    COUNT_ADDED,
                    added.values().stream().mapToInt(Integer::intValue).sum(),
                    added.getOrDefault(ItemState.DEAD, 0),
                    added.getOrDefault(ItemState.SKIPPED, 0),
                    number);
        });
    }

    private static void count(Session s, long run, Map.Entry<String, String> value, int rows) throws SQLException {
        if (rows > 0 && s.update(COUNT_MORE, run, value.getKey(), value.getValue(), rows) == 0) {
            s.update(COUNT_FIRST, run, value.getKey(), value.getValue(), rows);
        }
    }

    @Override
    default long highWater(String run) {
        return db().read(s -> s.first(HIGH_WATER, row -> row.getLong(1), run)).orElse(0L);
    }

    @Override
    default List<Long> pending(String run, long after, int limit) {
        return db().read(s -> s.all(PENDING, row -> row.getLong(1), run, after, limit));
    }

    @Override
    default boolean isRanked(String run) {
        return pendingByRank(run, Head.START, 1).stream().anyMatch(head -> head.rank() < Head.UNRANKED);
    }

    @Override
    default List<Head> pendingByRank(String run, Head after, int limit) {
        return db().read(s -> {
            long position = after.position();
            for (int rank = after.rank(); rank < Head.UNRANKED; rank = nextRank(s, rank)) {
                List<Head> found = s.all(RANKED, LoadTable::head, run, rank, position, limit);
                if (!found.isEmpty()) {
                    return found;
                }
                position = 0;
            }
            return s.all(UNRANKED, LoadTable::head, run, position, limit);
        });
    }

    /** The next rank that any run has. */
    private static int nextRank(Session s, int rank) throws SQLException {
        return s.first(NEXT_RANK, row -> row.getInt(1), rank).orElse(Head.UNRANKED);
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getInt(1), row.getLong(2));
    }

    /** A reason as it is stored. */
    static @Nullable String name(@Nullable Reason reason) {
        return reason == null ? null : reason.name();
    }
}
