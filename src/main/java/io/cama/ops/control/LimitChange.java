package io.cama.ops.control;

import io.cama.ops.control.NotDone.Why;
import org.jspecify.annotations.Nullable;

/**
 * New limits of a provider; null leaves one as it is. They hold from the next call to the end of the process, whose
 * successor reads the configuration again.
 *
 * @param rpm requests a minute, 1 to 1000000, or 0 for no limit
 * @param tpm tokens a minute, 1 to 1000000000, or 0 for no limit
 * @param minConcurrency calls in flight that are always allowed, 1 to 1024
 * @param maxConcurrency the most calls in flight, 1 to 1024, at least the least
 */
public record LimitChange(
        @Nullable Long rpm,
        @Nullable Long tpm,
        @Nullable Integer minConcurrency,
        @Nullable Integer maxConcurrency) {
    private static final long MOST_REQUESTS = 1_000_000;
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final int MOST_CALLS = 1024;

    public LimitChange {
        if (rpm == null && tpm == null && minConcurrency == null && maxConcurrency == null) {
            throw new NotDone(Why.INVALID, "say which limit: rpm, tpm, minConcurrency or maxConcurrency");
        }
        inRange("rpm", rpm, 0, MOST_REQUESTS);
        inRange("tpm", tpm, 0, MOST_TOKENS);
        inRange("minConcurrency", minConcurrency, 1, MOST_CALLS);
        inRange("maxConcurrency", maxConcurrency, 1, MOST_CALLS);
    }

    private static void inRange(String name, @Nullable Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw new NotDone(
                    Why.INVALID,
                    name + " must be " + least + (least == 0 ? " (no limit)" : "") + " to " + most + ", was " + value);
        }
    }
}
