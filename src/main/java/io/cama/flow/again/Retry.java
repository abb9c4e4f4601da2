package io.cama.flow.again;

import io.cama.flow.Causes;
import io.cama.flow.Keys;
import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Try;
import io.cama.flow.choice.Candidate;
import io.cama.flow.endpoint.Endpoints;
import io.cama.flow.run.ActiveRuns;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Attempt;
import io.cama.model.Again;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.FaultKind;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import io.cama.model.Terms;
import io.cama.pace.RetryDelay;
import io.cama.pace.breaker.Breakers;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code retry}: whether an ask is made again, of whom and in which form, and the waiting before it. */
public final class Retry {
    private static final List<String> COUNTERS =
            List.of(Exchange.REDELIVERED, Exchange.REDELIVERY_COUNTER, Exchange.REDELIVERY_MAX_COUNTER);
    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

    /**
     * How far an ask goes.
     *
     * @param attempts calls for one prompt of one item in one pass that fail in passing, the first included
     * @param repairs turns after a reply that broke its form
     * @param longestWait a longer wait pauses the run instead of holding a thread
     * @param totalWait the most time one asking spends on waits that count against no attempt
     * @param badRequests so many refused requests in a row pause the run
     * @param failover what an asking is moved on to the next model for
     * @param failoverAfter calls to one model that fail in passing before the next one is asked
     */
    public record Limits(
            int attempts,
            int repairs,
            Duration longestWait,
            Duration totalWait,
            int badRequests,
            Set<Failover.Cause> failover,
            int failoverAfter) {}

    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Waits waits;
    private final Failover failover;
    private final Way way;
    private final Tally.Most most;
    private final Hopeless hopeless;
    private final int failoverAfter;

    public Retry(
            Ledger ledger,
            ActiveRuns active,
            Endpoints endpoints,
            Breakers breakers,
            RetryDelay delay,
            Limits limits,
            Clock clock) {
        this.ledger = ledger;
        this.endpoints = endpoints;
        this.hopeless = new Hopeless(active, endpoints, limits.badRequests());
        this.waits = new Waits(active, endpoints, hopeless, breakers, delay, limits, clock);
        this.failover = new Failover(limits.failover());
        this.most = new Tally.Most(limits.attempts(), limits.repairs());
        this.way = new Way(ledger, failover, most);
        this.failoverAfter = limits.failoverAfter();
    }

    /**
     * Goes on where an earlier process, or an earlier time the item was asked for, left off: calls are counted by the
     * ledger, so that a kill resets no limit. An endpoint that could not be used is tried again, since whoever lets a
     * run go on has seen to it. Camel counts in headers, over all prompts of an item: they are taken away.
     *
     * @throws Fault if no further call is allowed
     */
    public void resume(Exchange exchange) {
        COUNTERS.forEach(exchange.getMessage()::removeHeader);
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        boolean mayHaveBegunBefore = asking.active().run().calls() > 0;
        if (asking.begin() && mayHaveBegunBefore) {
            List<Attempt> attempts = attempts(asking);
            if (!attempts.isEmpty()) {
                way.resume(asking, attempts);
            }
        }
        point(exchange, asking);
    }

    /** Waits as the failure asks for, then says whether to ask again. */
    public boolean again(Exchange exchange) throws InterruptedException {
        Asking asking = exchange.getProperty(Keys.ASK, Asking.class);
        Optional<Failure> failure = failure(exchange);
        if (asking == null || failure.isEmpty()) {
            return false;
        }
        if (asking.active().isPaused()) {
            asking.work().open().set(failover.couldMove(asking, failure.get()));
            return false;
        }
        boolean again = again(asking, failure.get());
        while (again) {
            try {
                point(exchange, asking);
                asking.active().watches().again(asking, failure.get());
                return true;
            } catch (Fault unusable) {
                LOG.warn("{} run={} item={}", unusable.getMessage(), asking.run(), asking.position());
                again = failover.move(asking, unusable.failure());
            }
        }
        return false;
    }

    private static Optional<Failure> failure(Exchange exchange) {
        Throwable thrown = Causes.of(exchange);
        return Causes.find(thrown, Fault.class).map(Fault::failure).or(() -> Causes.find(
                        thrown, CallNotPermittedException.class)
                .map(refused -> Failure.of(Reason.CIRCUIT_OPEN, String.valueOf(refused.getMessage()))));
    }

    private boolean again(Asking asking, Failure failure) throws InterruptedException {
        if (failure.reason() == Reason.CIRCUIT_OPEN) {
            return failover.move(asking, failure) || waits.forBreaker(asking);
        }
        if (failure.again() == Again.WAIT) {
            return waits.uncounted(asking, failure);
        }
        Tally tally = Tally.of(attempts(asking), asking.now().candidate().name());
        boolean enough = failure.kind() == FaultKind.PASSING && tally.passing() >= failoverAfter;
        if (enough && failover.move(asking, failure)) {
            return true;
        }
        if (!tally.allows(failure, most)) {
            return failover.move(asking, failure) || hopeless.pause(asking, failure);
        }
        if (failure.again() == Again.REPAIR || failure.again() == Again.DOUBLED) {
            return follow(asking, tally);
        }
        return waits.beforeRetry(asking, failure, Math.max(0, tally.passing() - 1));
    }

    private boolean follow(Asking asking, Tally tally) {
        Try first = asking.first(asking.now().candidate());
        Try next = way.turn(first, tally);
        boolean another = !next.hash().equals(first.hash());
        if (another) {
            asking.tryNext(next);
        }
        return another;
    }

    private List<Attempt> attempts(Asking asking) {
        return ledger.attempts(
                asking.run(),
                asking.position(),
                asking.name(),
                asking.work().ref().attempt());
    }

    /**
     * Says which attempt route the next call goes to. Nothing else does, so that here no call is made for a run that is
     * offline: its item stays pending.
     */
    private void point(Exchange exchange, Asking asking) {
        if (asking.active().run().terms().recall() == Terms.Recall.OFFLINE) {
            throw new RunPaused("the ledger holds no reply to prompt %s for item %d, and run %s is offline"
                    .formatted(asking.name(), asking.position(), asking.run()));
        }
        Candidate candidate = asking.now().candidate();
        endpoints.ready(candidate.endpoint(), candidate.provider(), candidate.model(), candidate.dialect());
        exchange.setProperty(Keys.ENDPOINT, candidate.endpoint());
    }
}
