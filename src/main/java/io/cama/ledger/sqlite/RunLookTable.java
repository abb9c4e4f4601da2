package io.cama.ledger.sqlite;

import io.cama.ledger.look.RunLooks;
import io.cama.ledger.sqlite.store.Database;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs as pages of rows. */
interface RunLookTable extends RunLooks {
    /** What begins so lies between the beginning and the same with the last of all characters behind it. */
    String BEGINNING = "SELECT * FROM run WHERE id >= ? AND id < ? || char(1114111) ORDER BY id LIMIT ?";

    Database db();

    @Override
    default List<Run> runs(@Nullable RunState state, @Nullable String job, int offset, int limit) {
        List<Object> arguments = new ArrayList<>();
        if (state != null) {
            arguments.add(state.name());
        }
        if (job != null) {
            arguments.add(job);
        }
        arguments.add(limit);
        arguments.add(offset);
        return db().read(s -> s.all(page(state, job != null), RunRow::read, arguments.toArray()));
    }

    /**
     * The query of a page. Nearly all runs are over, so those are met soon on a walk by turn; of the others there are few,
     * and they are found by their state.
     */
    static String page(@Nullable RunState state, boolean ofJob) {
        boolean over = state == RunState.DONE || state == RunState.REJECTED;
        String one = state == null ? "" : over ? " AND +state = ?" : " AND state = ?";
        String other = ofJob ? " AND job = ?" : "";
        return "SELECT * FROM run WHERE 1" + one + other + " ORDER BY turn DESC LIMIT ? OFFSET ?";
    }

    @Override
    default List<Run> runsBeginningWith(String beginning, int limit) {
        return beginning.isEmpty()
                ? List.of()
                : db().read(s -> s.all(BEGINNING, RunRow::read, beginning, beginning, limit));
    }
}
