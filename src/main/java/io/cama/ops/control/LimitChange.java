package io.cama.ops.control;

import io.cama.ops.control.NotDone.Why;
import org.jspecify.annotations.Nullable;

/**
 * New limits of a provider; null leaves one as it is. They hold from the next call to the end of the process, whose
 * successor reads the configuration again.
 *
 * @param rpm requests a minute, 0 for no limit
 * @param tpm tokens a minute, 0 for no limit
 * @param minConcurrency calls in flight that are always allowed, 1 to 1024
 * @param maxConcurrency the most calls in flight, 1 to 1024, at least the least
 */
public record LimitChange(
        @Nullable Long rpm,
        @Nullable Long tpm,
        @Nullable Integer minConcurrency,
        @Nullable Integer maxConcurrency) {
    private static final int MOST = 1024;

    public LimitChange {
        if (rpm == null && tpm == null && minConcurrency == null && maxConcurrency == null) {
            throw new NotDone(Why.INVALID, "say which limit: rpm, tpm, minConcurrency or maxConcurrency");
        }
        notNegative("rpm", rpm);
        notNegative("tpm", tpm);
        inRange("minConcurrency", minConcurrency);
        inRange("maxConcurrency", maxConcurrency);
    }

    private static void notNegative(String name, @Nullable Long value) {
        if (value != null && value < 0) {
            throw new NotDone(Why.INVALID, name + " must be 0 (no limit) or more, was " + value);
        }
    }

    private static void inRange(String name, @Nullable Integer value) {
        if (value != null && (value < 1 || value > MOST)) {
            throw new NotDone(Why.INVALID, name + " must be 1 to " + MOST + ", was " + value);
        }
    }
}
