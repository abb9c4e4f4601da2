package io.cama.pace;

import io.cama.model.PassingFault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker per provider and model, made when it is first asked for. Only what says something
 * about the endpoint's health counts: a rate limit, a bad item or a paused run do not.
 */
public final class Breakers {
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.-]");
    private static final int LONGEST_NAME = 80;
    private static final int DEEPEST_CAUSE = 20;

    private final CircuitBreakerConfig config;
    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    /** @param clock what window and waits are measured by */
    public Breakers(BreakerSettings settings, Clock clock) {
        this.config = CircuitBreakerConfig.custom()
                .slidingWindow(
                        Math.toIntExact(settings.window().toSeconds()),
                        settings.minimumCalls(),
                        SlidingWindowType.TIME_BASED,
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .recordException(Breakers::counts)
                .ignoreException(problem -> !counts(problem))
                .writableStackTraceEnabled(false)
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build();
    }

    /** The breaker of a model, whose name is {@link #name}. */
    public CircuitBreaker of(String provider, String model) {
        return breakers.computeIfAbsent(name(provider, model), this::make);
    }

    /**
     * A name for the breaker of a model that can stand in URIs and ids: letters, digits, dots, dashes and
     * underscores. Different models have different names.
     */
    public static String name(String provider, String model) {
        String safe = UNSAFE.matcher(provider).replaceAll("-") + "_"
                + UNSAFE.matcher(model).replaceAll("-");
        String full = provider + "_" + model;
        if (safe.equals(full) && full.length() <= LONGEST_NAME) {
            return full;
        }
        String digest = UUID.nameUUIDFromBytes((provider + "\n" + model).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return safe.substring(0, Math.min(safe.length(), LONGEST_NAME)) + "_" + digest;
    }

    /** The state of every breaker so far, by name. */
    public Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        breakers.forEach((name, breaker) -> states.put(name, breaker.getState()));
        return states;
    }

    private CircuitBreaker make(String name) {
        CircuitBreaker breaker = CircuitBreaker.of(name, config);
        breaker.getEventPublisher().onError(failed -> reopen(breaker));
        return breaker;
    }

    /** One failed probe is enough; the rate over all probes would let an endpoint half alive back in. */
    private static void reopen(CircuitBreaker breaker) {
        if (breaker.getState() == State.HALF_OPEN) {
            breaker.transitionToOpenState();
        }
    }

    private static boolean counts(@Nullable Throwable problem) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof PassingFault fault) {
                return fault.failure().reason().breaker();
            }
            cause = cause.getCause();
        }
        return false;
    }
}
