package io.cama.flow.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one asking has waited so far, where waiting counts against no attempt. Used by one thread at a time. */
public final class Waiting {
    private Duration waited = Duration.ZERO;
    private int waits;
    private @Nullable Instant firstWait;

    /** Counts one more wait that counts against no attempt; 0 for the first. */
    public int nextWait() {
        return waits++;
    }

    /** How long ago an ask first had to wait without being counted; zero the first time. */
    public Duration waitedSince(Instant time) {
        if (firstWait == null) {
            firstWait = time;
        }
        return Duration.between(firstWait, time);
    }

    /** Adds to the time spent on waiting for the breaker, and returns it. */
    public Duration waited(Duration more) {
        waited = waited.plus(more);
        return waited;
    }
}
