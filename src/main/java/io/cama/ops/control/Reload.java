package io.cama.ops.control;

import io.cama.model.Finding;
import java.util.List;

/** Takes up what has changed in jobs and configuration. */
@FunctionalInterface
public interface Reload {
    /**
     * Checks what has changed, and swaps what is sound; what is not stays as it was.
     *
     * @return what there is to say: errors of what was refused, warnings such as of what needs a restart; empty when all
     *     that changed was taken up, or nothing had changed
     */
    List<Finding> reload();

    /** From now on changes that are seen without anybody asking are taken up by this, which is to call {@link #reload}. */
    default void whenSeen(Runnable takesUp) {}
}
