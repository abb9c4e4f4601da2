package io.cama.pace.adapt;

import io.cama.model.Failure;
import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.model.Reason;
import io.cama.pace.window.Meter;
import io.cama.pace.window.Wait;
import io.cama.pace.window.WindowStats;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that decides whether the next call to a provider may be made now. */
public final class Admission {
    private final TimeMeter clock;
    private final Meter meter;
    private final Concurrency concurrency;
    private final Closing closing;
    private Limits limits;

    /** An endpoint nothing is known about yet; the thresholds are those of {@link Concurrency}. */
    public Admission(Limits limits, int growAbove, int shrinkBelow, TimeMeter clock) {
        this.clock = clock;
        this.limits = limits;
        this.meter = new Meter(limits, clock);
        this.concurrency = new Concurrency(limits.minConcurrency(), limits.maxConcurrency(), growAbove, shrinkBelow);
        this.closing = new Closing(clock.currentTimeNanos());
    }

    /**
     * A call under way.
     *
     * @param begun when it was let through
     * @param tokens what was reserved for it
     * @param round between which two closings
     * @param probe whether it went alone to see whether the endpoint is well again
     */
    public record Ticket(long begun, long tokens, long round, boolean probe) {}

    /**
     * Makes sure that a call with so many tokens can be made at all.
     *
     * @throws io.cama.model.ItemFault if it needs more than a configured window ever has
     */
    public void require(String provider, long tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens must be zero or more, were " + tokens);
        }
        meter.refusal(tokens).ifPresent(allowance -> {
            throw Failure.of(
                            Reason.REQUEST_TOO_LARGE,
                            "the call may use %d tokens, and provider %s is allowed %s; shorten it, lower its maximum of output tokens, or raise the limit"
                                    .formatted(tokens, provider, allowance))
                    .asFault();
        });
    }

    /** How long a call with so many tokens has to wait if it is the next. */
    public Wait waitFor(long tokens) {
        long now = clock.currentTimeNanos();
        Wait closed = closing.waitFor(now);
        if (closed.nanos() > 0) {
            return closed;
        }
        Wait metered = meter.waitFor(tokens, now);
        if (metered.nanos() > 0 || concurrency.admits()) {
            return metered;
        }
        return new Wait(Long.MAX_VALUE, "concurrency", false);
    }

    /** Lets a call through. */
    public Ticket begin(long tokens) {
        long now = clock.currentTimeNanos();
        meter.spend(tokens, now);
        concurrency.begin();
        boolean probe = closing.begin(now);
        return new Ticket(now, tokens, closing.round(), probe);
    }

    /** A call has ended, well or not. */
    public void end(Ticket call) {
        concurrency.end();
        if (call.probe()) {
            closing.probeEnded(call.round());
        }
    }

    /** A call used so many tokens. */
    public void settle(Ticket call, long used) {
        meter.settle(call.tokens(), used, call.begun(), clock.currentTimeNanos());
    }

    /** A call was never sent. */
    public void giveBack(Ticket call) {
        meter.giveBack(call.tokens(), call.begun(), clock.currentTimeNanos());
        if (call.probe()) {
            closing.probeUnsent(call.round());
        }
    }

    /** A call went well while so many waited. */
    public void succeeded(Ticket call, int waiting) {
        closing.succeeded(call.round());
        concurrency.succeeded(waiting);
    }

    /**
     * A call was turned away because the endpoint has too much to do. A probe that is turned away was
     * alone, so it says nothing about how many may be in flight.
     */
    public void overloaded(Ticket call, @Nullable Duration hint) {
        long now = clock.currentTimeNanos();
        closing.overloaded(call.round(), hint, now);
        if (!call.probe()) {
            concurrency.overloaded(call.begun(), now);
        }
    }

    /** Learns from a response's headers. */
    public void observe(RateHints hints) {
        long now = clock.currentTimeNanos();
        long empty = meter.observe(hints, now);
        if (empty > 0) {
            closing.close(empty, false, now);
        }
    }

    /** The endpoint asked to be left alone for so long. */
    public void pause(Duration pause) {
        closing.close(Wait.nanos(pause), true, clock.currentTimeNanos());
    }

    /** How much longer the endpoint is left alone. */
    public Duration pausedFor() {
        return Duration.ofNanos(closing.left(clock.currentTimeNanos()));
    }

    /** Adds calls of an earlier process. */
    public void remember(long calls, long tokens, Duration ago) {
        long now = clock.currentTimeNanos();
        meter.remember(calls, tokens, now - Math.max(0, Wait.nanos(ago)), now);
    }

    /** As they were set last. */
    public Limits limits() {
        return limits;
    }

    /** Other limits from now on, all or, where one cannot be, none. */
    public void configure(Limits next) {
        meter.configure(next);
        concurrency.bounds(next.minConcurrency(), next.maxConcurrency());
        limits = next;
    }

    /** How many calls may be in flight at once. */
    public Concurrency concurrency() {
        return concurrency;
    }

    /** How full the windows are. */
    public List<WindowStats> windows() {
        return meter.stats(clock.currentTimeNanos());
    }

    /** The numbers behind a wait, for a message. */
    public String describe(Wait wait) {
        return switch (wait.word()) {
            case "retry-after" -> "the endpoint asks for it";
            case "server" -> "the endpoint has said that nothing is left, or turned calls away";
            default -> meter.describe(wait.word(), clock.currentTimeNanos());
        };
    }
}
