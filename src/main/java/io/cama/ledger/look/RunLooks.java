package io.cama.ledger.look;

import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs as somebody looks for them. Nothing more is read than what is given back. */
public interface RunLooks {
    /**
     * A page of the runs by turn, newest first.
     *
     * @param state they are in, or null for any
     * @param job they are of, or null for any
     * @param offset how many are left out first, 0 or more
     * @param limit how many there are at most
     */
    List<Run> runs(@Nullable RunState state, @Nullable String job, int offset, int limit);

    /**
     * The runs whose ids begin so, in the order of their ids; none of an empty beginning.
     *
     * @param limit how many there are at most
     */
    List<Run> runsBeginningWith(String beginning, int limit);
}
