package io.cama.ops.meter;

import io.cama.flow.attempt.Asking;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import io.cama.pace.GateStats;
import io.cama.pace.Gates;
import io.cama.pace.adapt.Concurrency;
import io.cama.pace.window.WindowStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Limits and concurrency of each provider, from its first call on. */
final class GateMeters implements Watch {
    private final MeterRegistry registry;
    private final Glance<Map<String, GateStats>> stats;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    GateMeters(MeterRegistry registry, Gates gates) {
        this.registry = registry;
        this.stats = new Glance<>(gates::stats);
    }

    @Override
    public void permitted(Asking asking, Duration waited) {
        see(asking.now().candidate().provider().name());
    }

    @Override
    public void again(Asking asking, Failure failure) {
        see(asking.now().candidate().provider().name());
    }

    private void see(String provider) {
        if (!known.contains(provider) && known.add(provider)) {
            Tags tags = Tags.of("provider", provider);
            gauge("cama.limiter.waiting", "Calls that wait for their turn", tags, GateStats::waiting);
            gauge("cama.limiter.paused.seconds", "For how much longer nobody is let through", tags, GateMeters::paused);
            concurrency(tags);
            for (String word : new String[] {"rpm", "rph", "rpd", "tpm", "tph", "tpd"}) {
                Tags limit = tags.and("limit", word);
                gauge("cama.limiter.limit", "What is allowed; 0 for no limit", limit, gate -> window(gate, word)
                        .map(window -> (double) window.limit())
                        .orElse(0.0));
                gauge("cama.limiter.available", "What is left; NaN without a limit", limit, gate -> window(gate, word)
                        .map(GateMeters::left)
                        .orElse(Double.NaN));
            }
        }
    }

    private static double paused(GateStats gate) {
        return gate.pausedFor().toMillis() / 1000.0;
    }

    private void concurrency(Tags tags) {
        gauge("cama.concurrency.current", "Calls that may be in flight", tags, gate -> of(gate).limit());
        gauge("cama.concurrency.min", "The fewest there may be", tags, gate -> of(gate).min());
        gauge("cama.concurrency.max", "The most there may be", tags, gate -> of(gate).max());
        gauge("cama.calls.in.flight", "Calls in flight", tags, gate -> of(gate).inFlight());
        counter("cama.concurrency.ups", "How often more were allowed", tags, gate -> of(gate).ups());
        counter("cama.concurrency.downs", "How often fewer were allowed", tags, gate -> of(gate).downs());
    }

    private static Concurrency.Stats of(GateStats gate) {
        return gate.concurrency();
    }

    private static double left(WindowStats window) {
        return window.limit() == 0 ? Double.NaN : Math.max(0, window.limit() - window.used());
    }

    private static Optional<WindowStats> window(GateStats gate, String word) {
        return gate.windows().stream().filter(one -> one.word().equals(word)).findFirst();
    }

    private void gauge(String name, String meaning, Tags tags, ToDoubleFunction<GateStats> number) {
        Gauge.builder(name, () -> number(tags, number))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private void counter(String name, String meaning, Tags tags, ToDoubleFunction<GateStats> number) {
        FunctionCounter.builder(name, this, self -> self.number(tags, number))
                .description(meaning)
                .tags(tags)
                .register(registry);
    }

    private double number(Tags tags, ToDoubleFunction<GateStats> number) {
        String provider = tags.stream()
                .filter(tag -> tag.getKey().equals("provider"))
                .findFirst()
                .orElseThrow()
                .getValue();
        GateStats gate = stats.get().get(provider);
        return gate == null ? 0 : number.applyAsDouble(gate);
    }
}
