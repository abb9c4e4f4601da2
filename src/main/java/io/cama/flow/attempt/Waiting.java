package io.cama.flow.attempt;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one asking has waited so far, where waiting counts against no attempt. Used by one thread at a time. */
public final class Waiting {
    private Duration waited = Duration.ZERO;
    private final int atOnce;
    private boolean seated;
    private int waits;
    private @Nullable Instant firstWait;
    private long since;
    private boolean calling;

    /** @param atOnce how many calls of the prompt may be in flight at once, 0 for any number */
    Waiting(int atOnce) {
        this.atOnce = atOnce;
    }

    /** How many calls of the prompt may be in flight at once, 0 for any number. */
    public int atOnce() {
        return atOnce;
    }

    /** Whether this is one of them. */
    public boolean isSeated() {
        return seated;
    }

    public void seated(boolean is) {
        seated = is;
    }

    /** A call is made from now; until it is over. */
    public void callBegins() {
        since = System.nanoTime();
        calling = true;
    }

    /** The call is over; how long it took, or null where none was made or somebody has said so already. */
    public @Nullable Duration callEnds() {
        boolean ends = calling;
        calling = false;
        return ends ? Duration.ofNanos(System.nanoTime() - since) : null;
    }

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
