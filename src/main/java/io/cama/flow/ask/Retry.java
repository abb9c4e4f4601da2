package io.cama.flow.ask;

import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.Reason;
import io.cama.pace.RetryDelay;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The bean {@code retry}: whether an ask is made again, and the waiting before it. */
public final class Retry {
    private static final Duration BREAKER_LOOK = Duration.ofMillis(500);

    /**
     * How far an ask goes.
     *
     * @param attempts calls for one prompt of one item in one pass, the first included
     * @param maxWait a longer wait pauses the run instead of holding a thread
     * @param breakerOpen how long a breaker stays open, after which a paused run may go on
     */
    public record Limits(int attempts, Duration maxWait, Duration breakerOpen) {}

    private final Ledger ledger;
    private final ActiveRuns active;
    private final Endpoints endpoints;
    private final RetryDelay delay;
    private final Limits limits;
    private final Clock clock;

    public Retry(Ledger ledger, ActiveRuns active, Endpoints endpoints, RetryDelay delay, Limits limits, Clock clock) {
        this.ledger = ledger;
        this.active = active;
        this.endpoints = endpoints;
        this.delay = delay;
        this.limits = limits;
        this.clock = clock;
    }

    /** Waits as the failure asks for, then says whether to ask again. Calls are counted by the ledger, so that a kill does not start the count anew. */
    public boolean again(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Throwable thrown = Causes.of(exchange);
        if (asking == null || asking.active().isPaused()) {
            return false;
        }
        Optional<Failure> failure = Causes.find(thrown, Fault.class).map(Fault::failure);
        if (Causes.find(thrown, CallNotPermittedException.class).isPresent()
                || failure.filter(f -> f.reason() == Reason.CIRCUIT_OPEN).isPresent()) {
            return waitForBreaker(asking);
        }
        return failure.isPresent() && failure.get().reason().retry() && askAgain(asking, failure.get());
    }

    private boolean waitForBreaker(Asking asking) throws InterruptedException {
        if (asking.waitedMillis().addAndGet(BREAKER_LOOK.toMillis())
                > limits.maxWait().toMillis()) {
            active.pause(
                    asking.run(),
                    "%s: %s/%s has failed too often for %d s, at last with %s"
                            .formatted(
                                    Reason.CIRCUIT_OPEN,
                                    asking.provider().name(),
                                    asking.model(),
                                    limits.maxWait().toSeconds(),
                                    endpoints.lastFailure(asking.endpoint())),
                    clock.instant().plus(limits.breakerOpen()));
            return false;
        }
        return active.waitFor(asking.run(), BREAKER_LOOK);
    }

    private boolean askAgain(Asking asking, Failure failure) throws InterruptedException {
        endpoints.hasFailed(asking.endpoint(), failure);
        int made = ledger.attempts(
                asking.run(),
                asking.position(),
                asking.prompt().name(),
                asking.work().ref().attempt());
        if (made >= limits.attempts()) {
            pauseIfNeverReached(asking, failure);
            return false;
        }
        Duration pause = longer(delay.before(Math.max(0, made - 1)), failure.pause());
        if (pause.compareTo(limits.maxWait()) > 0) {
            active.pause(
                    asking.run(),
                    "%s: the endpoint asks to wait %d s".formatted(failure.reason(), pause.toSeconds()),
                    clock.instant().plus(pause));
            return false;
        }
        return active.waitFor(asking.run(), pause);
    }

    private void pauseIfNeverReached(Asking asking, Failure failure) {
        if (failure.reason() == Reason.NET_CONNECT && !endpoints.answered(asking.endpoint())) {
            active.pause(
                    asking.run(),
                    "%s: %s; %s"
                            .formatted(
                                    Reason.ENDPOINT_UNREACHABLE, failure.message(), Reason.ENDPOINT_UNREACHABLE.hint()),
                    null);
        }
    }

    private static Duration longer(Duration ours, @Nullable Duration theirs) {
        return theirs != null && theirs.compareTo(ours) > 0 ? theirs : ours;
    }
}
