package io.cama.ops.control;

import io.cama.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of a run; with neither positions nor reason all of them.
 *
 * @param positions of the items, empty for any
 * @param reason only those that failed for it, or null for any
 */
public record LetterChoice(
        String run, List<Long> positions, @Nullable Reason reason) {
    public LetterChoice {
        positions = List.copyOf(positions);
    }

    /** All of a run. */
    public static LetterChoice all(String run) {
        return new LetterChoice(run, List.of(), null);
    }
}
