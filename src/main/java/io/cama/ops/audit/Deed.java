package io.cama.ops.audit;

import java.time.Instant;

/**
 * What somebody did, or wanted to do.
 *
 * @param who did it
 * @param way it came by: jmx, api, cli or watch
 * @param role they had
 * @param action such as {@code run.pause}
 * @param object it was done to; may be empty
 * @param before how that was; may be empty
 * @param after how it is; may be empty
 * @param outcome {@link #BEGUN} before it is done; then {@code done}, or {@code refused: } or {@code failed: } and why
 */
public record Deed(
        Instant at,
        String who,
        String way,
        String role,
        String action,
        String object,
        String before,
        String after,
        String outcome) {
    /** It is about to be done; a line with what came of it follows, unless the process died over it. */
    public static final String BEGUN = "begun";
}
