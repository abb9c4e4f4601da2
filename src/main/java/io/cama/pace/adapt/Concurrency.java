package io.cama.pace.adapt;

import java.time.Duration;

/**
 * How many calls may be in flight at once. It doubles with each round of successes until the endpoint is
 * first overloaded, then grows by one a round, and halves when the endpoint is overloaded, as TCP does
 * (RFC 5681). A round is as many successes as may be in flight. It grows only when all of it was in use
 * and more calls waited than the upper threshold, and shrinks by one when fewer waited than the lower.
 */
public final class Concurrency {
    private static final int START = 8;
    private static final long BETWEEN_CUTS = Duration.ofSeconds(1).toNanos();

    private int min;
    private int max;
    private int limit;
    private int growAbove;
    private int shrinkBelow;
    private int inFlight;
    private int successes;
    private boolean full;
    private boolean ramping = true;
    private boolean cut;
    private long lastCut;
    private long ups;
    private long downs;

    /**
     * Starts at eight, or at the bound next to it.
     *
     * @param min 1 or more
     * @param max {@code min} or more
     */
    public Concurrency(int min, int max, int growAbove, int shrinkBelow) {
        this.limit = START;
        bounds(min, max);
        thresholds(growAbove, shrinkBelow);
    }

    /** Moves the bounds, and the present number into them. */
    public void bounds(int smallest, int largest) {
        if (smallest < 1 || largest < smallest) {
            throw new IllegalArgumentException("concurrency must be 1 or more and its minimum at most its maximum, was "
                    + smallest + " to " + largest);
        }
        min = smallest;
        max = largest;
        limit = Math.max(min, Math.min(max, limit));
    }

    /**
     * Sets between how many waiting calls the number stays as it is.
     *
     * @param above 0 or more
     * @param below 0 to never shrink for want of calls, at most {@code above} + 1
     */
    public void thresholds(int above, int below) {
        if (above < 0 || below < 0 || below > above + 1L) {
            throw new IllegalArgumentException("thresholds must be zero or more and not overlap, were to grow above "
                    + above + " and to shrink below " + below);
        }
        growAbove = above;
        shrinkBelow = below;
    }

    /** Whether one more call may be in flight. */
    public boolean admits() {
        return inFlight < limit;
    }

    /** A call begins. */
    public void begin() {
        inFlight++;
        full |= inFlight >= limit;
    }

    /** A call has ended, well or not. */
    public void end() {
        inFlight--;
    }

    /** A call went well while so many waited. */
    public void succeeded(int waiting) {
        successes++;
        if (successes < limit) {
            return;
        }
        if (full && waiting > growAbove && limit < max) {
            limit = ramping ? (int) Math.min(max, limit * 2L) : limit + 1;
            ups++;
        } else if (waiting < shrinkBelow && limit > min) {
            limit--;
            downs++;
        }
        successes = 0;
        full = inFlight >= limit;
    }

    /** The endpoint was too busy for a call begun at {@code begun}. What was begun before the last cut says nothing new. */
    public void overloaded(long begun, long now) {
        if (cut && (begun - lastCut <= 0 || now - lastCut < BETWEEN_CUTS)) {
            return;
        }
        cut = true;
        lastCut = now;
        ramping = false;
        successes = 0;
        full = false;
        if (limit > min) {
            limit = Math.max(min, limit / 2);
            downs++;
        }
    }

    /** The numbers of now. */
    public Stats stats() {
        return new Stats(inFlight, limit, min, max, ups, downs);
    }

    /**
     * The numbers of a moment.
     *
     * @param limit how many may be in flight, from {@code min} to {@code max}
     * @param ups how often it grew
     * @param downs how often it shrank
     */
    public record Stats(int inFlight, int limit, int min, int max, long ups, long downs) {}
}
