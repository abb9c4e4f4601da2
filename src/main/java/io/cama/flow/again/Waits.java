package io.cama.flow.again;

import io.cama.flow.attempt.Asking;
import io.cama.flow.endpoint.Endpoints;
import io.cama.flow.run.ActiveRuns;
import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.pace.RetryDelay;
import io.cama.pace.breaker.BreakerStats;
import io.cama.pace.breaker.Breakers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The waiting before an ask is made again. What would hold an item's thread for too long pauses its run instead. */
final class Waits {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(10);

    private final ActiveRuns active;
    private final Endpoints endpoints;
    private final Hopeless hopeless;
    private final Breakers breakers;
    private final RetryDelay delay;
    private final Retry.Limits limits;
    private final Clock clock;

    Waits(
            ActiveRuns active,
            Endpoints endpoints,
            Hopeless hopeless,
            Breakers breakers,
            RetryDelay delay,
            Retry.Limits limits,
            Clock clock) {
        this.active = active;
        this.endpoints = endpoints;
        this.hopeless = hopeless;
        this.breakers = breakers;
        this.delay = delay;
        this.limits = limits;
        this.clock = clock;
    }

    /** Before a call that counts; says whether to make it. */
    boolean beforeRetry(Asking asking, Failure failure, int retry) throws InterruptedException {
        Duration ours = delay.before(retry, failure.reason());
        Duration theirs = failure.pause();
        return holdOrPause(asking, failure, theirs != null && theirs.compareTo(ours) > 0 ? theirs : ours);
    }

    /**
     * After a failure that counts against no attempt; says whether to ask again. Rate limits are waited for at the gate;
     * what is too long for the gate, which refuses it before any call, pauses the run.
     */
    boolean uncounted(Asking asking, Failure failure) throws InterruptedException {
        Duration theirs = failure.pause();
        boolean tooLongForTheGate = failure.reason() == Reason.RATE_LIMITED && asking.call() == 0;
        if (theirs != null && (tooLongForTheGate || theirs.compareTo(limits.longestWait()) > 0)) {
            return pause(asking, failure, theirs);
        }
        Duration spent = asking.waiting().waitedSince(clock.instant());
        if (spent.compareTo(limits.totalWait()) > 0) {
            return false;
        }
        boolean atTheGate = failure.reason() == Reason.RATE_LIMITED;
        return atTheGate
                ? !asking.active().isPaused()
                : active.waitFor(asking.run(), delay.before(asking.waiting().nextWait()));
    }

    private boolean holdOrPause(Asking asking, Failure failure, Duration pause) throws InterruptedException {
        return pause.compareTo(limits.longestWait()) > 0
                ? pause(asking, failure, pause)
                : active.waitFor(asking.run(), pause);
    }

    private boolean pause(Asking asking, Failure failure, Duration pause) {
        active.pause(
                asking.run(),
                "%s: %s; it goes on in %d s".formatted(failure.reason(), failure.message(), pause.toSeconds()),
                clock.instant().plus(pause));
        return false;
    }

    /** Until the breaker lets calls through; says whether it may by now. */
    boolean forBreaker(Asking asking) throws InterruptedException {
        String endpoint = asking.now().candidate().endpoint();
        Optional<Duration> probe = breakers.untilProbe(endpoint);
        if (probe.isEmpty()) {
            // Probes are under way: however long they take, the endpoint is being heard.
            return asking.waiting().waitedSince(clock.instant()).compareTo(limits.totalWait()) <= 0
                    && active.waitFor(asking.run(), LOOK);
        }
        if (hopeless.unreachable(asking)) {
            return false;
        }
        Duration look = shorter(probe.get(), LOOK);
        if (asking.waiting().waited(look).compareTo(limits.longestWait()) > 0) {
            active.pause(
                    asking.run(),
                    "%s: calls to %s are held back for %d s by now, %s"
                            .formatted(
                                    Reason.CIRCUIT_OPEN,
                                    asking.now().candidate().name(),
                                    limits.longestWait().toSeconds(),
                                    why(endpoint)),
                    isolated(endpoint) ? null : clock.instant().plus(probe.get()));
            return false;
        }
        return active.waitFor(asking.run(), look.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : look);
    }

    private boolean isolated(String endpoint) {
        BreakerStats stats = breakers.stats().get(endpoint);
        return stats != null && stats.isolation() != null;
    }

    private String why(String endpoint) {
        BreakerStats stats = breakers.stats().get(endpoint);
        return stats != null && stats.isolation() != null
                ? "isolated by hand: " + stats.isolation()
                : "at last with " + endpoints.lastFailure(endpoint);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
