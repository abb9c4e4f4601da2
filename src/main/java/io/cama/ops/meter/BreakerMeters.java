package io.cama.ops.meter;

import io.cama.flow.attempt.Asking;
import io.cama.flow.choice.Candidate;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import io.cama.pace.breaker.BreakerStats;
import io.cama.pace.breaker.Breakers;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetricsPublisher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The breaker of each model, from the first time it is asked or refuses: our own numbers, and those of Resilience4j. */
final class BreakerMeters implements Watch {
    private static final List<String> STATES = List.of("closed", "open", "half_open", "isolated");

    private final MeterRegistry registry;
    private final Breakers breakers;
    private final TaggedCircuitBreakerMetricsPublisher library;
    private final int mostModels;
    private final Glance<Map<String, BreakerStats>> stats;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param mostModels so many models have meters, 1 or more */
    BreakerMeters(MeterRegistry registry, Breakers breakers, int mostModels) {
        this.registry = registry;
        this.breakers = breakers;
        this.library = new TaggedCircuitBreakerMetricsPublisher(registry);
        this.mostModels = mostModels;
        this.stats = new Glance<>(breakers::stats);
    }

    @Override
    public void permitted(Asking asking, Duration waited) {
        see(asking.now().candidate());
    }

    @Override
    public void again(Asking asking, Failure failure) {
        see(asking.now().candidate());
    }

    private void see(Candidate candidate) {
        String name = candidate.endpoint();
        if (!known.contains(name) && known.size() < mostModels && known.add(name)) {
            library.publishMetrics(breakers.of(candidate.provider().name(), candidate.model()));
            Tags tags = Tags.of("provider", candidate.provider().name(), "model", candidate.model());
            for (String state : STATES) {
                Gauge.builder(
                                "cama.breaker.state",
                                () -> number(name, is -> is.state().equals(state) ? 1 : 0))
                        .description("1 for the state it is in")
                        .tags(tags.and("state", state))
                        .register(registry);
            }
            counter("cama.breaker.opened", "How often it opened", name, tags, BreakerStats::opened);
            counter("cama.breaker.refused", "Calls it refused", name, tags, BreakerStats::rejected);
        }
    }

    private void counter(String meter, String meaning, String name, Tags tags, ToDoubleFunction<BreakerStats> number) {
        FunctionCounter.builder(meter, this, self -> self.number(name, number))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private double number(String name, ToDoubleFunction<BreakerStats> number) {
        BreakerStats one = stats.get().get(name);
        return one == null ? 0 : number.applyAsDouble(one);
    }
}
