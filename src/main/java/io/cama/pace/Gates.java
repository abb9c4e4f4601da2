package io.cama.pace;

import io.cama.model.Provider;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One {@link Gate} per provider, made when it is first asked for. Safe for use by many threads. */
public final class Gates {
    private final TimeMeter meter;
    private final Clock clock;
    private final GateSettings settings;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Map<String, List<Spent>> past = new ConcurrentHashMap<>();

    /**
     * Gates without a past.
     *
     * @param meter what refill and pauses are measured by
     * @param clock what tells how long ago restored calls were made
     */
    public Gates(TimeMeter meter, Clock clock, GateSettings settings) {
        this.meter = meter;
        this.clock = clock;
        this.settings = settings;
    }

    /** Calls that were made around a time, input and output tokens together. */
    public record Spent(Instant at, long requests, long tokens) {}

    /** The gate of a provider. Providers of one name share the gate made for the first of them. */
    public Gate of(Provider provider) {
        Gate known = gates.get(provider.name());
        return known != null ? known : gates.computeIfAbsent(provider.name(), name -> make(provider));
    }

    private Gate make(Provider provider) {
        Gate gate = new Gate(provider.name(), provider.limits(), settings, meter);
        Instant now = clock.instant();
        for (Spent spent : past.getOrDefault(provider.name(), List.of())) {
            gate.change(admission ->
                    admission.remember(spent.requests(), spent.tokens(), Duration.between(spent.at(), now)));
        }
        return gate;
    }

    /**
     * Makes the gate of a provider start with what an earlier process has used, so that a restart does not
     * double a day's limit. To be called before {@link #of}.
     *
     * @throws IllegalStateException if the provider has its gate already
     */
    public void restore(String provider, List<Spent> spent) {
        if (gates.containsKey(provider)) {
            throw new IllegalStateException("provider " + provider + " is in use; its past must be restored before");
        }
        past.put(provider, List.copyOf(spent));
    }

    /** {@linkplain Gate#wake() Wakes} those who wait at any gate. */
    public void wakeAll() {
        gates.values().forEach(Gate::wake);
    }

    /** How many calls are under way. */
    public long inFlight() {
        return gates.values().stream()
                .mapToLong(gate -> gate.stats().concurrency().inFlight())
                .sum();
    }

    /** The numbers of every gate so far, by the name of its provider. */
    public Map<String, GateStats> stats() {
        Map<String, GateStats> stats = new TreeMap<>();
        gates.forEach((provider, gate) -> stats.put(provider, gate.stats()));
        return stats;
    }
}
