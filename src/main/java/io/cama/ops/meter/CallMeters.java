package io.cama.ops.meter;

import io.cama.flow.attempt.Asking;
import io.cama.flow.choice.Candidate;
import io.cama.flow.watch.Watch;
import io.cama.llm.price.Money;
import io.cama.model.Failure;
import io.cama.model.FaultKind;
import io.cama.model.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls with what they took and cost, by provider and model. The models are those that prompts and commands name; where
 * somebody names ever new ones, those beyond the first hundreds are counted together.
 */
final class CallMeters implements Watch {
    private static final String OTHERS = "other";

    private final MeterRegistry registry;
    private final int mostModels;
    private final Map<String, Model> models = new ConcurrentHashMap<>();

    /** @param mostModels so many models are told apart, 1 or more */
    CallMeters(MeterRegistry registry, int mostModels) {
        this.registry = registry;
        this.mostModels = mostModels;
    }

    @Override
    public void permitted(Asking asking, Duration waited) {
        of(asking).waits.record(waited);
    }

    @Override
    public void charged(Asking asking, @Nullable String served, Usage usage, @Nullable Long cost) {
        Model model = of(asking);
        model.tokens("input").increment((double) usage.input());
        model.tokens("output").increment((double) usage.output());
        model.tokens("cached").increment((double) usage.cached());
        model.tokens("cache_written").increment((double) usage.cacheWritten());
        model.tokens("reasoning").increment((double) usage.reasoning());
        if (cost == null) {
            model.unpriced.increment();
        } else {
            model.cost.increment(Money.dollars(cost).doubleValue());
        }
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        Model model = of(asking);
        String outcome = failure == null ? "ok" : failure.kind() == FaultKind.ITEM ? "rejected" : "failed";
        model.calls(outcome, failure == null ? "none" : failure.reason().name()).increment();
        model.took(outcome).record(took);
    }

    @Override
    public void again(Asking asking, Failure failure) {
        of(asking).retries(failure.reason().name()).increment();
    }

    private Model of(Asking asking) {
        Candidate candidate = asking.now().candidate();
        Model known = models.get(candidate.name());
        return known != null ? known : make(candidate);
    }

    private Model make(Candidate candidate) {
        boolean told = models.size() < mostModels;
        String name = told ? candidate.name() : candidate.provider().name() + "/" + OTHERS;
        String model = told ? candidate.model() : OTHERS;
        return models.computeIfAbsent(
                name, key -> new Model(registry, candidate.provider().name(), model));
    }

    /** The meters of one model. */
    private static final class Model {
        private final MeterRegistry registry;
        private final Tags tags;
        private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
        private final Map<String, Timer> timers = new ConcurrentHashMap<>();
        private final Timer waits;
        private final Counter cost;
        private final Counter unpriced;

        Model(MeterRegistry registry, String provider, String model) {
            this.registry = registry;
            this.tags = Tags.of("provider", provider, "model", model);
            this.waits = Timer.builder("cama.limiter.wait")
                    .description("Time calls waited for the limits of their provider")
                    .tags(tags)
                    .register(registry);
            this.cost = Counter.builder("cama.cost")
                    .description("What calls have cost, as far as their price is known")
                    .baseUnit("usd")
                    .tags(tags)
                    .register(registry);
            this.unpriced = Counter.builder("cama.calls.unpriced")
                    .description("Calls that nobody knows the price of")
                    .tags(tags)
                    .register(registry);
        }

        Counter tokens(String type) {
            return counters.computeIfAbsent(List.of("tokens", type), key -> Counter.builder("cama.tokens")
                    .description("Tokens as providers counted them; cached and cache_written are part of input,"
                            + " reasoning of output")
                    .baseUnit("tokens")
                    .tags(tags.and("type", type))
                    .register(registry));
        }

        Counter calls(String outcome, String reason) {
            return counters.computeIfAbsent(List.of("calls", outcome, reason), key -> Counter.builder("cama.calls")
                    .description("Calls by what became of them: ok, failed, or rejected for their reply")
                    .tags(tags.and("outcome", outcome, "reason", reason))
                    .register(registry));
        }

        Timer took(String outcome) {
            return timers.computeIfAbsent(outcome, key -> Timer.builder("cama.call.duration")
                    .description("Time from sending a call until its reply was read")
                    .tags(tags.and("outcome", outcome))
                    .register(registry));
        }

        Counter retries(String reason) {
            return counters.computeIfAbsent(List.of("retries", reason), key -> Counter.builder("cama.retries")
                    .description("Calls that were made again, by what had failed before")
                    .tags(tags.and("reason", reason))
                    .register(registry));
        }
    }
}
