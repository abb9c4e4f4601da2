package io.cama.pace.breaker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a breaker at a moment. Counts run from the start or the last reset.
 *
 * @param state closed, open, half_open or isolated
 * @param inState for how long it has been so
 * @param failures calls that failed in a way that counts
 * @param rejected calls that were refused
 * @param opened how often it opened
 * @param lastFailure what the latest failure that counts was, or null when there was none
 * @param isolation why it is isolated, or null when it is not
 * @param nextProbe when it lets a call through again, or null when that is not a matter of time
 */
public record BreakerStats(
        String name,
        String provider,
        String model,
        String state,
        Duration inState,
        long failures,
        long successes,
        long rejected,
        long opened,
        @Nullable String lastFailure,
        @Nullable Instant lastFailureAt,
        @Nullable String isolation,
        @Nullable Instant nextProbe) {
    /** Percentage of failed calls among those that count, 0 where there were none. */
    public double errorRate() {
        long calls = failures + successes;
        return calls == 0 ? 0 : 100.0 * failures / calls;
    }
}
