package io.cama.pace;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Requests per minute, so that no sliding minute gets more than allowed: what may be taken at once and
 * what is refilled during a minute make up the limit together.
 */
final class Rate {
    /** A hundredth more than a minute, since calls do not reach the endpoint as evenly as they leave. */
    private static final Duration MINUTE = Duration.ofMillis(60_600);

    private final @Nullable Bucket bucket;

    /** @param perMinute 0 for no limit */
    Rate(int perMinute, TimeMeter clock) {
        if (perMinute < 0) {
            throw new IllegalArgumentException("requests per minute must be zero or more, was " + perMinute);
        }
        int burst = burst(perMinute);
        this.bucket = perMinute == 0
                ? null
                : Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute - burst + 1L, MINUTE))
                        .build();
    }

    /** How many may go at once: 3 % of the limit, at least one. */
    static int burst(int perMinute) {
        return (int) Math.max(1, perMinute * 3L / 100);
    }

    /** Takes one permit. Returns 0 if there was one, else the nanoseconds until there is. */
    long take() {
        if (bucket == null) {
            return 0;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
    }
}
