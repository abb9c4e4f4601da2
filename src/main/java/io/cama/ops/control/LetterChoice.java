package io.cama.ops.control;

import io.cama.flow.choice.Retake;
import io.cama.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of a run; with neither positions nor reason all of them.
 *
 * @param positions of the items, empty for any
 * @param reason only those that failed for it, or null for any
 * @param retake how they are asked again, or null as they were asked last
 */
public record LetterChoice(
        String run,
        List<Long> positions,
        @Nullable Reason reason,
        @Nullable Retake retake) {
    public LetterChoice {
        positions = List.copyOf(positions);
    }

    /** Such as are asked again as they were asked last. */
    public LetterChoice(String run, List<Long> positions, @Nullable Reason reason) {
        this(run, positions, reason, null);
    }

    /** All of a run. */
    public static LetterChoice all(String run) {
        return new LetterChoice(run, List.of(), null);
    }
}
