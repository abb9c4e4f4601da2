package io.cama.pace.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One circuit breaker per provider and model, made when it is first asked for. */
public final class Breakers {
    /** What {@link #untilProbe} says of an isolated breaker: no time will open it. */
    public static final Duration UNTIL_RESET = Duration.ofDays(365);

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9.-]");
    private static final int LONGEST_NAME = 80;

    private final BreakerSettings settings;
    private final Clock clock;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, String> isolations = new ConcurrentHashMap<>();
    private final List<Consumer<BreakerChange>> listeners = new CopyOnWriteArrayList<>();

    /** @param clock what window and waits are measured by */
    public Breakers(BreakerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The breaker of a model, whose name is {@link #name}. */
    public CircuitBreaker of(String provider, String model) {
        return breakers.computeIfAbsent(name(provider, model), name -> make(name, provider, model))
                .breaker();
    }

    private Breaker make(String name, String provider, String model) {
        Breaker breaker = new Breaker(name, provider, model, settings, clock, this::changed);
        String reason = isolations.get(name);
        if (reason != null) {
            breaker.isolate(reason);
        }
        return breaker;
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

    /** Has somebody told of every change from now on, on the thread whose call made it. */
    public void onChange(Consumer<BreakerChange> listener) {
        listeners.add(listener);
    }

    private void changed(BreakerChange change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    /**
     * How long callers should wait before they try.
     *
     * @return empty when a call may be tried now, which a half-open breaker may refuse all the same while its
     *     probes are under way; {@link #UNTIL_RESET} when it is isolated
     */
    public Optional<Duration> untilProbe(String name) {
        return Optional.ofNullable(breakers.get(name)).flatMap(Breaker::untilProbe);
    }

    /**
     * Refuses all calls until {@link #close} or {@link #reset}.
     *
     * @param reason shown to whoever asks why
     * @throws IllegalArgumentException if there is no breaker of that name
     */
    public void isolate(String name, String reason) {
        require(name).isolate(reason);
    }

    /**
     * Refuses all calls until {@link #close} or {@link #reset}; a breaker that is not there yet is isolated as soon as
     * it is made.
     *
     * @param reason shown to whoever asks why
     */
    public void isolateFromNow(String name, String reason) {
        isolations.put(name, reason);
        breakers.computeIfPresent(name, (same, breaker) -> {
            breaker.isolate(reason);
            return breaker;
        });
    }

    /**
     * Lets calls through at once. What was counted in its window is forgotten; totals stay.
     *
     * @throws IllegalArgumentException if there is no breaker of that name and none is isolated from when it is made
     */
    public void close(String name) {
        if (isolations.remove(name) == null || breakers.containsKey(name)) {
            require(name).close();
        }
    }

    /**
     * Makes a breaker as new, such as when a key or an address was repaired.
     *
     * @throws IllegalArgumentException if there is no breaker of that name and none is isolated from when it is made
     */
    public void reset(String name) {
        if (isolations.remove(name) == null || breakers.containsKey(name)) {
            require(name).reset();
        }
    }

    /** The numbers of every breaker so far, by name. */
    public Map<String, BreakerStats> stats() {
        Map<String, BreakerStats> stats = new TreeMap<>();
        breakers.forEach((name, breaker) -> stats.put(name, breaker.stats()));
        return stats;
    }

    private Breaker require(String name) {
        Breaker breaker = breakers.get(name);
        if (breaker == null) {
            throw new IllegalArgumentException("there is no breaker \"" + name + "\"; there are "
                    + String.join(", ", new TreeMap<>(breakers).keySet())
                    + "; each is made by the first call to its model");
        }
        return breaker;
    }
}
