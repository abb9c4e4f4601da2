package io.cama.pace;

import io.cama.model.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a retry: twice as long each time up to a maximum, then shortened by up to a half. */
public final class RetryDelay {
    private final long initial;
    private final long max;
    private final RandomGenerator random;

    /**
     * A delay that starts at {@code initial}.
     *
     * @param initial before the first retry, more than zero
     * @param max never exceeded, more than zero
     * @param random must be safe for as many threads as use this, as {@link java.util.Random} is
     */
    public RetryDelay(Duration initial, Duration max, RandomGenerator random) {
        if (initial.isZero() || initial.isNegative() || max.isZero() || max.isNegative()) {
            throw new IllegalArgumentException("delays must be more than zero, were " + initial + " and " + max);
        }
        this.initial = initial.toNanos();
        this.max = max.toNanos();
        this.random = random;
    }

    /**
     * The wait before a retry: {@code min(initial × 2^retry, max)} times a random factor from 0.5 to 1.
     *
     * @param retry 0 for the first; any number of retries is fine
     */
    public Duration before(int retry) {
        return before(retry, Reason.UNKNOWN);
    }

    /** As {@link #before(int)}, and twice as long after an overload, though never longer than the maximum. */
    public Duration before(int retry, Reason reason) {
        if (retry < 0) {
            throw new IllegalArgumentException("retry counts from 0, was " + retry);
        }
        int doublings = Math.min(retry, Long.SIZE - 2) + (reason == Reason.OVERLOADED ? 1 : 0);
        boolean capped = initial >= (max >> doublings);
        long full = capped ? max : initial << doublings;
        return Duration.ofNanos((long) (full * random.nextDouble(0.5, 1.0)));
    }
}
