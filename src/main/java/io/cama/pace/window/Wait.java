package io.cama.pace.window;

import java.time.Duration;

/**
 * How long something has to wait, and why.
 *
 * @param nanos 0 for not at all
 * @param word what it waits for: rpm, rph, rpd, tpm, tph, tpd, concurrency, retry-after or server; empty for nothing
 * @param known whether the time is known rather than a guess
 */
public record Wait(long nanos, String word, boolean known) {
    public static final Wait NONE = new Wait(0, "", true);

    private static final Duration LONGEST = Duration.ofDays(365);

    /** A duration in nanoseconds, at most a year of them. */
    public static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : duration.toNanos();
    }
}
