package io.cama.pace;

import java.time.Duration;

/**
 * What all gates have in common.
 *
 * @param longestWait a wait known to be longer is refused with {@link GateFull}, more than zero
 * @param growAbove concurrency grows while more calls than this wait, 0 or more
 * @param shrinkBelow concurrency shrinks while fewer calls than this wait, 0 for never, at most {@code growAbove} + 1
 */
public record GateSettings(Duration longestWait, int growAbove, int shrinkBelow) {
    public static final GateSettings DEFAULTS = new GateSettings(Duration.ofMinutes(5), 0, 0);

    public GateSettings {
        if (longestWait.isZero() || longestWait.isNegative()) {
            throw new IllegalArgumentException("the longest wait must be more than zero, was " + longestWait);
        }
    }
}
