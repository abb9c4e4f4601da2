package io.cama.pace.window;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Spreads a limit over its window: 3 % of it, at least one, may go at once. More than that in one piece
 * goes when the bucket is full, and what comes next waits until the debt is paid off.
 */
final class Pacer {
    private final Bucket bucket;
    private final long burst;

    /** @param limit for each {@code window}, 1 or more */
    Pacer(long limit, Duration window, TimeMeter clock) {
        this.burst = burst(limit);
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(rate -> rate.capacity(burst).refillGreedy(limit, window))
                .build();
    }

    static long burst(long limit) {
        return Math.max(1, limit / 100 * 3 + limit % 100 * 3 / 100);
    }

    /** In how many nanoseconds so much may go; 0 for now. */
    long waitFor(long amount) {
        return amount == 0
                ? 0
                : bucket.estimateAbilityToConsume(Math.min(amount, burst)).getNanosToWaitForRefill();
    }

    void take(long amount) {
        if (amount > 0) {
            bucket.consumeIgnoringRateLimits(amount);
        }
    }

    void giveBack(long amount) {
        if (amount > 0) {
            bucket.addTokens(amount);
        }
    }
}
