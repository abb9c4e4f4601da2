package io.cama.pace.adapt;

import io.cama.pace.window.Wait;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When nobody may call because the endpoint said so. An endpoint that does not say for how long is left
 * alone for 1 s, then 2 s, 4 s and 5 s, and each time one call goes first to see whether it is over. So it
 * does when the endpoint does say, unless it is the first time and less than a second: that is no storm.
 * Calls that go first and fail of something else, one after the other, open it too: it does not turn them away.
 */
public final class Closing {
    private static final long[] STEPS = {1_000_000_000L, 2_000_000_000L, 4_000_000_000L, 5_000_000_000L};

    /** Refusals come fast: a probe that is still under way by then was let in. */
    private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

    /** So many probes that were sent and not turned away are as good as one that went well. */
    private static final int SILENT_PROBES = 3;

    private long until;
    private boolean asked;
    private int level;
    private long round;
    private boolean probing;
    private boolean probe;
    private long probeSince;
    private int silent;

    /** An endpoint that is open. */
    public Closing(long now) {
        this.until = now;
    }

    /** What a call must be told by when it ends: it belongs to the time between two closings. */
    public long round() {
        return round;
    }

    /** How long the next call has to wait. */
    public Wait waitFor(long now) {
        if (until - now > 0) {
            return new Wait(until - now, asked ? "retry-after" : "server", true);
        }
        long patience = PATIENCE - (now - probeSince);
        return probing && probe && patience > 0 ? new Wait(patience, "server", false) : Wait.NONE;
    }

    /** A call begins that {@link #waitFor} let through. Returns whether it is the probe. */
    public boolean begin(long now) {
        if (probing && probe) {
            probing = false;
        }
        probe = probing;
        probeSince = now;
        return probe;
    }

    /** The probe of that round has ended; if nothing else was said of it, it was neither turned away nor went well. */
    public void probeEnded(long of) {
        if (of == round) {
            probe = false;
            silent++;
            probing &= silent < SILENT_PROBES;
        }
    }

    /** The probe of that round, which has not ended yet, was never sent. */
    public void probeUnsent(long of) {
        if (of == round) {
            silent--;
        }
    }

    /** A call of that round went well. */
    public void succeeded(long of) {
        if (of == round) {
            level = 0;
            probing = false;
            probe = false;
        }
    }

    /** Closes for so many nanoseconds from now, unless it is closed for longer. */
    public void close(long nanos, boolean byRequest, long now) {
        if (now + nanos - until > 0) {
            until = now + nanos;
            asked = byRequest;
        }
    }

    /** A call of that round was turned away. All that were in flight together count as one. */
    public void overloaded(long of, @Nullable Duration hint, long now) {
        if (of == round) {
            long step = STEPS[Math.min(level, STEPS.length - 1)];
            close(level == 0 && hint != null ? 0 : step, false, now);
            probing = hint == null || level > 0 || Wait.nanos(hint) >= STEPS[0];
            probe = false;
            silent = 0;
            level++;
            round++;
        }
        if (hint != null) {
            close(Wait.nanos(hint), true, now);
        }
    }

    /** For how many nanoseconds nobody may call; 0 while that is not so. */
    public long left(long now) {
        return Math.max(0, until - now);
    }
}
