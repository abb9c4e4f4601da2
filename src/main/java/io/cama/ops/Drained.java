package io.cama.ops;

/**
 * How an application came to its end.
 *
 * @param finished calls that were in flight when the drain began and had ended when it did, their replies kept
 * @param cutOff calls that were still in flight; the next start counts them as possibly paid twice
 * @param inTime whether everything else had ended as well, such as a run being published
 */
public record Drained(long finished, long cutOff, boolean inTime) {
    /** Whether nothing was cut off. */
    public boolean clean() {
        return cutOff == 0 && inTime;
    }

    /** In words. */
    public String sentence() {
        return "%d %s in flight finished, %d cut off%s"
                .formatted(
                        finished,
                        finished == 1 ? "call" : "calls",
                        cutOff,
                        cutOff > 0
                                ? " (possibly paid twice)"
                                : inTime ? "" : ", other work was cut off and is done again at the next start");
    }
}
