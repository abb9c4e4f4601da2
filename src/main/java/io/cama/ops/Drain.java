package io.cama.ops;

import io.cama.flow.Flow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** The end of an application: calls in flight get their time, what hangs is left behind. */
final class Drain {
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final long NOT_BEGUN = -1;

    private final Main main;
    private final Flow flow;
    private final Books books;
    private final Duration grace;
    private final AtomicLong inFlight = new AtomicLong(NOT_BEGUN);
    private @Nullable Drained end;

    /** @param grace for calls in flight */
    Drain(Main main, Flow flow, Books books, Duration grace) {
        this.main = main;
        this.flow = flow;
        this.books = books;
        this.grace = grace;
    }

    /** Nothing is claimed and no call is made from now on; says how many were in flight when that was first said. */
    long begin() {
        flow.stop();
        inFlight.compareAndSet(NOT_BEGUN, flow.inFlight());
        return inFlight.get();
    }

    /** Waits for what is in flight, then closes all; only once. */
    synchronized Drained finish() {
        if (end == null) {
            end = stop(begin());
        }
        return end;
    }

    /** Closes what was opened before something went wrong. */
    static void abandon(Iterable<AutoCloseable> opened, Exception wrong) {
        for (AutoCloseable open : opened) {
            try {
                open.close();
            } catch (Exception also) {
                wrong.addSuppressed(also);
            }
        }
    }

    private Drained stop(long before) {
        Thread stopper = new Thread(main::stop, "cama-drain");
        stopper.setDaemon(true);
        stopper.start();
        boolean inTime = join(stopper, grace);
        long cutOff = inTime ? 0 : flow.inFlight();
        Drained drained = new Drained(Math.max(0, before - cutOff), cutOff, inTime || join(stopper, AFTERWARDS));
        flow.door().drained(drained.clean(), drained.sentence());
        flow.close();
        books.close();
        return drained;
    }

    private static boolean join(Thread thread, Duration time) {
        try {
            thread.join(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
