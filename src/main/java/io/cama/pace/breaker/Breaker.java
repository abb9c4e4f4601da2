package io.cama.pace.breaker;

import io.cama.model.Breaks;
import io.cama.model.Failure;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The breaker of one model with its numbers. */
final class Breaker {
    private final String provider;
    private final String model;
    private final BreakerSettings settings;
    private final Clock clock;
    private final Consumer<BreakerChange> listener;
    private final CircuitBreaker breaker;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong successes = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicInteger openings = new AtomicInteger();
    private volatile Instant since;
    private volatile @Nullable LastFailure last;
    private volatile @Nullable String isolation;

    private record LastFailure(String text, Instant at) {}

    Breaker(
            String name,
            String provider,
            String model,
            BreakerSettings settings,
            Clock clock,
            Consumer<BreakerChange> listener) {
        this.provider = provider;
        this.model = model;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.since = clock.instant();
        this.breaker = CircuitBreaker.of(name, config());
        breaker.getEventPublisher()
                .onSuccess(call -> succeeded())
                .onError(call -> failed(call.getThrowable()))
                .onCallNotPermitted(call -> rejected.incrementAndGet())
                .onStateTransition(change -> changed(
                        change.getStateTransition().getFromState(),
                        change.getStateTransition().getToState()));
    }

    private CircuitBreakerConfig config() {
        Counting counting = new Counting();
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        Math.toIntExact(settings.window().toSeconds()),
                        settings.minimumCalls(),
                        SlidingWindowType.TIME_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(settings.failureRate())
                .waitIntervalFunctionInOpenState(times -> settings.open(times).toMillis())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .recordException(problem -> true)
                .ignoreException(counting::ignores)
                .writableStackTraceEnabled(false)
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build();
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    private void succeeded() {
        successes.incrementAndGet();
        inARow.set(0);
    }

    /** One failed probe is enough; the rate over all probes would let an endpoint half alive back in. */
    private void failed(Throwable problem) {
        failures.incrementAndGet();
        last = new LastFailure(
                Counting.failure(problem).map(Breaker::text).orElse(String.valueOf(problem)), clock.instant());
        int row = inARow.incrementAndGet();
        State state = breaker.getState();
        boolean tooMany = settings.inARow() > 0 && row >= settings.inARow();
        boolean opens = state == State.CLOSED && (tooMany || Counting.breaks(problem) == Breaks.AT_ONCE);
        if (opens || state == State.HALF_OPEN) {
            breaker.transitionToOpenState();
        }
    }

    private static String text(Failure failure) {
        return failure.reason() + ": " + failure.message();
    }

    private void changed(State from, State to) {
        if (from == to) {
            return;
        }
        Instant now = clock.instant();
        since = now;
        if (to == State.OPEN) {
            opened.incrementAndGet();
            openings.incrementAndGet();
        } else if (to == State.CLOSED) {
            openings.set(0);
            inARow.set(0);
        }
        LastFailure failure = last;
        String why = to == State.FORCED_OPEN ? isolation : to == State.OPEN && failure != null ? failure.text() : null;
        listener.accept(new BreakerChange(breaker.getName(), provider, model, word(from), word(to), now, why));
    }

    private static String word(State state) {
        return state == State.FORCED_OPEN ? "isolated" : state.name().toLowerCase(Locale.ROOT);
    }

    void isolate(String reason) {
        isolation = reason;
        breaker.transitionToForcedOpenState();
    }

    /** Lets calls through; what was counted stays. */
    void close() {
        rejected.addAndGet(refusedWhileIsolated());
        isolation = null;
        breaker.transitionToClosedState();
    }

    /** Lets calls through and forgets what was counted. */
    void reset() {
        close();
        breaker.reset();
        failures.set(0);
        successes.set(0);
        rejected.set(0);
        opened.set(0);
        last = null;
    }

    /** An isolated breaker publishes no refusals, so they are read from its metrics. */
    private long refusedWhileIsolated() {
        return breaker.getState() == State.FORCED_OPEN ? breaker.getMetrics().getNumberOfNotPermittedCalls() : 0;
    }

    Optional<Duration> untilProbe() {
        if (breaker.getState() == State.FORCED_OPEN) {
            return Optional.of(Breakers.UNTIL_RESET);
        }
        return Optional.ofNullable(nextProbe())
                .map(probe -> Duration.between(clock.instant(), probe))
                .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    private @Nullable Instant nextProbe() {
        return breaker.getState() == State.OPEN ? since.plus(settings.open(Math.max(1, openings.get()))) : null;
    }

    BreakerStats stats() {
        LastFailure failure = last;
        return new BreakerStats(
                breaker.getName(),
                provider,
                model,
                word(breaker.getState()),
                Duration.between(since, clock.instant()),
                failures.get(),
                successes.get(),
                rejected.get() + refusedWhileIsolated(),
                opened.get(),
                failure == null ? null : failure.text(),
                failure == null ? null : failure.at(),
                isolation,
                nextProbe());
    }
}
