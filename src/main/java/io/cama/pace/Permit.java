package io.cama.pace;

import io.cama.pace.adapt.Admission;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call that was let through a {@link Gate}, to be closed in a {@code finally}. Since nothing but the
 * end of the process can skip that, a permit does not expire. Safe for use by many threads; what comes second
 * of two contrary reports is ignored.
 */
public final class Permit implements AutoCloseable {
    private final Gate gate;
    private final Admission.Ticket ticket;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean judged = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    Permit(Gate gate, Admission.Ticket ticket) {
        this.gate = gate;
        this.ticket = ticket;
    }

    /**
     * Reports what the call really used. The difference to what was reserved is given back, or debited from
     * what comes next.
     *
     * @param tokens input and output together, zero or more
     */
    public void settle(long tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens must be zero or more, were " + tokens);
        }
        if (settled.compareAndSet(false, true)) {
            gate.change(admission -> admission.settle(ticket, tokens));
        }
    }

    /** The call was never sent: its request and its tokens are given back. */
    public void giveBack() {
        if (settled.compareAndSet(false, true)) {
            gate.change(admission -> admission.giveBack(ticket));
        }
    }

    /**
     * The endpoint accepted the call: it answered with HTTP 200, whatever was in it, a refusal or an answer nobody can
     * use included. After an overload this ends the time in which calls go one by one.
     */
    public void succeeded() {
        if (judged.compareAndSet(false, true)) {
            gate.change(admission -> admission.succeeded(ticket, gate.waiting()));
        }
    }

    /**
     * The endpoint turned the call away because it has too much to do.
     *
     * @param pause how long it asks to be left alone, or null when it does not say
     */
    public void overloaded(@Nullable Duration pause) {
        if (judged.compareAndSet(false, true)) {
            gate.change(admission -> admission.overloaded(ticket, pause));
        }
    }

    /**
     * Lets another call take this one's place. What was reserved stays so unless it was settled or given back. A call
     * that went alone after an overload, was sent, and of which neither {@link #succeeded} nor {@link #overloaded} was
     * said, since it failed of something else, lets the next go alone at once; after three such calls they no longer
     * go alone.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            gate.change(admission -> admission.end(ticket));
        }
    }
}
