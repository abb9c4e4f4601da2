package io.cama.pace;

import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.model.RunPaused;
import io.cama.pace.adapt.Admission;
import io.cama.pace.turn.Turns;
import io.cama.pace.turn.Turns.Claim;
import io.cama.pace.window.Wait;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the calls to one provider through, as many as its limits and its health allow, the most urgent
 * first. Safe for use by many threads.
 */
public final class Gate {
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);

    private final String provider;
    private final GateSettings settings;
    private final Admission admission;
    private final ReentrantLock lock = new ReentrantLock();
    private final Turns<Waiter> waiters = new Turns<>();
    private final AtomicLong wakes = new AtomicLong();
    private long arrivals;

    /** A gate that is open; {@code clock} is what refill and pauses are measured by. */
    public Gate(String provider, Limits limits, GateSettings settings, TimeMeter clock) {
        this.provider = provider;
        this.settings = settings;
        this.admission = new Admission(limits, settings.growAbove(), settings.shrinkBelow(), clock);
    }

    /**
     * Who wants to call. Of those waiting the lowest rank goes first; of equals in turn the lowest turn and the
     * smallest, then who came first.
     *
     * @param size of the input of its run
     * @param tokens estimate of input and output together, zero or more
     */
    public record Demand(int rank, long turn, long size, long tokens) {
        public Demand(int rank, long turn, long tokens) {
            this(rank, turn, 0, tokens);
        }
    }

    /**
     * Blocks until this call may be made. What it needs is then reserved.
     *
     * @param cancelled asked on arrival, on every {@link #wake()} and at least every 100 ms; called without
     *     any lock held, by the waiting thread
     * @throws RunPaused if {@code cancelled} turned true
     * @throws GateFull if the call would have to wait longer than {@link GateSettings#longestWait()}
     * @throws io.cama.model.ItemFault if the call is larger than a configured window, so that it can never be made
     * @throws InterruptedException if the thread was interrupted; in all these cases nothing stays reserved
     */
    public Permit take(Demand demand, BooleanSupplier cancelled) throws InterruptedException {
        Waiter waiter = null;
        try {
            while (true) {
                long seen = wakes.get();
                if (cancelled.getAsBoolean()) {
                    throw new RunPaused("the run paused while waiting for its turn to call");
                }
                lock.lockInterruptibly();
                try {
                    waiter = waiter == null ? arrive(demand) : waiter;
                    long wait = waitOf(waiter);
                    if (wait == 0) {
                        waiters.gone();
                        return new Permit(this, admission.begin(demand.tokens()));
                    }
                    if (wakes.get() == seen) {
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

    private Waiter arrive(Demand demand) {
        admission.require(provider, demand.tokens());
        Claim claim = new Claim(demand.rank(), demand.turn(), demand.size());
        Waiter waiter = new Waiter(demand, claim, arrivals++, lock.newCondition());
        waiters.add(waiter);
        return waiter;
    }

    private void leave(@Nullable Waiter waiter) {
        if (waiter != null) {
            locked(() -> waiters.remove(waiter) && signalFirst());
        }
    }

    private boolean signalFirst() {
        if (!waiters.isEmpty()) {
            waiters.first().turnCame.signal();
        }
        return true;
    }

    /** 0 if the call may be made, else for how long to wait before looking again. */
    private long waitOf(Waiter waiter) {
        Wait wait = admission.waitFor(waiter.demand.tokens());
        if (wait.known() && wait.nanos() > settings.longestWait().toNanos()) {
            throw new GateFull(provider, wait, settings.longestWait(), admission.describe(wait));
        }
        return waiters.first().equals(waiter) ? Math.min(wait.nanos(), LOOK_AGAIN) : LOOK_AGAIN;
    }

    /** Makes everybody who waits ask now whether the wait is cancelled, and look at the clock again. */
    public void wake() {
        locked(() -> {
            waiters.all().forEach(waiter -> waiter.turnCame.signal());
            return wakes.incrementAndGet();
        });
    }

    /** Lets nobody through for that long from now. A pause that ends earlier than a present one changes nothing. */
    public void pause(Duration pause) {
        change(door -> door.pause(pause));
    }

    /** Learns from a response's headers, whatever the response. What they do not say stays as it is. */
    public void observe(RateHints hints) {
        change(door -> door.observe(hints));
    }

    /** Sets other limits from now on; what was spent stays spent. */
    public void limits(Limits limits) {
        change(door -> door.configure(limits));
    }

    /** Sets above how many waiting calls concurrency grows, and below how many it shrinks. */
    public void thresholds(int growAbove, int shrinkBelow) {
        change(door -> door.concurrency().thresholds(growAbove, shrinkBelow));
    }

    /** How much longer nobody is let through; zero while the gate is open. */
    public Duration pausedFor() {
        return locked(admission::pausedFor);
    }

    /** How many calls wait here. */
    public int waiting() {
        return locked(waiters::size);
    }

    /** The numbers of now. */
    public GateStats stats() {
        return locked(() -> new GateStats(
                provider,
                admission.limits(),
                admission.windows(),
                admission.concurrency().stats(),
                waiters.size(),
                admission.pausedFor(),
                next().word()));
    }

    /** Does something to the gate's state, then wakes the one whose turn it is if it may go now. */
    void change(Consumer<Admission> change) {
        locked(() -> {
            change.accept(admission);
            return next().nanos() > 0 || signalFirst();
        });
    }

    /** How long the one whose turn it is has to wait; without one, a call that uses hardly anything. */
    private Wait next() {
        return admission.waitFor(waiters.isEmpty() ? 1 : waiters.first().demand.tokens());
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody in the queue. */
    private record Waiter(Demand demand, Claim claim, long arrival, Condition turnCame) implements Turns.Waiting {}
}
