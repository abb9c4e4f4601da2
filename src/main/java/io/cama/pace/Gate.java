package io.cama.pace;

import io.cama.model.RunPaused;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets the calls to one provider through, as many per minute as it allows, the most urgent first. Safe
 * for use by many threads.
 */
public final class Gate {
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(365);

    private final Rate rate;
    private final TimeMeter clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Waiter> waiters = new TreeSet<>();
    private long arrivals;
    private long wakes;
    private long closedUntil;

    /**
     * A gate that is open.
     *
     * @param perMinute requests in any sliding minute, 0 for no limit
     * @param clock what refill and pauses are measured by
     */
    public Gate(int perMinute, TimeMeter clock) {
        this.rate = new Rate(perMinute, clock);
        this.clock = clock;
        this.closedUntil = clock.currentTimeNanos();
    }

    /**
     * Blocks until this call may be made. Of those waiting the lowest rank goes first, then the lowest
     * turn, then who came first.
     *
     * @param cancelled asked on arrival, on every {@link #wake()} and at least every 100 ms; called without
     *     any lock held, by the waiting thread
     * @throws RunPaused if {@code cancelled} turned true; no permit has been used up
     * @throws InterruptedException if the thread was interrupted; no permit has been used up
     */
    public void take(int rank, long turn, BooleanSupplier cancelled) throws InterruptedException {
        Waiter waiter = arrive(rank, turn);
        try {
            while (true) {
                long seen = wakes();
                if (cancelled.getAsBoolean()) {
                    throw new RunPaused("the run paused while waiting for its turn to call");
                }
                lock.lockInterruptibly();
                try {
                    long wait = tryFirst(waiter);
                    if (wait == 0) {
                        return;
                    }
                    if (wakes == seen) {
                        waiter.turnCame.awaitNanos(wait);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } finally {
            leave(waiter);
        }
    }

    /** Makes everybody who waits ask now whether the wait is cancelled, and look at the clock again. */
    public void wake() {
        lock.lock();
        try {
            wakes++;
            waiters.forEach(waiter -> waiter.turnCame.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody through for that long from now. A pause that ends earlier than a present one changes nothing. */
    public void pause(Duration pause) {
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        lock.lock();
        try {
            long until = clock.currentTimeNanos() + bounded.toNanos();
            if (until - closedUntil > 0) {
                closedUntil = until;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How much longer nobody is let through; zero while the gate is open. */
    public Duration pausedFor() {
        lock.lock();
        try {
            return Duration.ofNanos(Math.max(0, closedUntil - clock.currentTimeNanos()));
        } finally {
            lock.unlock();
        }
    }

    /** How many calls wait here. */
    public int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private Waiter arrive(int rank, long turn) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(rank, turn, arrivals++, lock.newCondition());
            waiters.add(waiter);
            return waiter;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            waiters.remove(waiter);
            if (!waiters.isEmpty()) {
                waiters.first().turnCame.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private long wakes() {
        lock.lock();
        try {
            return wakes;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a permit if it is this one's turn. Returns 0 if it got one, else for how long to wait. */
    private long tryFirst(Waiter waiter) {
        if (!waiters.first().equals(waiter)) {
            return LOOK_AGAIN;
        }
        long closed = closedUntil - clock.currentTimeNanos();
        return Math.min(closed > 0 ? closed : rate.take(), LOOK_AGAIN);
    }

    /** Somebody in the queue. */
    private record Waiter(int rank, long turn, long arrival, Condition turnCame) implements Comparable<Waiter> {
        private static final Comparator<Waiter> ORDER = Comparator.comparingInt(Waiter::rank)
                .thenComparingLong(Waiter::turn)
                .thenComparingLong(Waiter::arrival);

        @Override
        public int compareTo(Waiter other) {
            return ORDER.compare(this, other);
        }
    }
}
