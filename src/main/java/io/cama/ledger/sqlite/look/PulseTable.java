package io.cama.ledger.sqlite.look;

import io.cama.ledger.look.Pulse;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The counters of the runs added up, and the latest calls. */
public interface PulseTable extends Pulse {
    String DEPTH = "SELECT state, count(*), sum(items - ok - dead - skipped), sum(dead) FROM run GROUP BY state";

    String ENDED = """
            SELECT answered, answered - asked, reason, why FROM call INDEXED BY call_load
            WHERE provider = ? AND asked >= ? AND answered IS NOT NULL
            ORDER BY asked DESC LIMIT ?""";

    Database db();

    @Override
    default Depth depth() {
        Map<RunState, Long> runs = new EnumMap<>(RunState.class);
        long[] sums = new long[2];
        db().read(s -> s.all(DEPTH, row -> {
            RunState state = RunState.valueOf(row.getString(1));
            sums[0] += state == RunState.REJECTED ? 0 : row.getLong(3);
            sums[1] += row.getLong(4);
            return runs.put(state, row.getLong(2));
        }));
        return new Depth(runs, sums[0], sums[1]);
    }

    @Override
    default List<Ended> ended(String provider, Instant since, int most) {
        List<Ended> newestFirst = db().read(s -> s.all(
                ENDED,
                row -> new Ended(
                        Instant.ofEpochMilli(row.getLong(1)),
                        Duration.ofMillis(Math.max(0, row.getLong(2))),
                        LookTable.reason(row, 3),
                        row.getString(4)),
                provider,
                since.toEpochMilli(),
                most));
        List<Ended> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    @Override
    default Store store() {
        return db().stats();
    }
}
