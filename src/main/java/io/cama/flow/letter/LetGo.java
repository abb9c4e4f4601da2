package io.cama.flow.letter;

import io.cama.flow.choice.Retake;
import io.cama.model.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters somebody lets go of.
 *
 * @param positions empty for all of the run
 * @param drop whether nobody wants them any more; else they are asked again
 * @param retake how they are asked from now on, or null as they were asked last
 * @param terms that hold from now on for what is asked again, or null as they are
 */
public record LetGo(
        String run,
        List<Long> positions,
        boolean drop,
        @Nullable Retake retake,
        @Nullable Terms terms) {
    /** On the terms the run has. */
    public LetGo(String run, List<Long> positions, boolean drop, @Nullable Retake retake) {
        this(run, positions, drop, retake, null);
    }
}
