package io.cama.ops.meter;

import io.cama.flow.attempt.Asking;
import io.cama.flow.watch.Watch;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Items, runs and recalls, by job. */
final class ItemMeters implements Watch {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5)
    };
    private static final String NO_REASON = "none";

    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    ItemMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(ItemRef item, Run run, Outcome outcome, @Nullable String reason, Duration took) {
        items(run.job(), outcome).increment();
        timers.computeIfAbsent("item " + run.job(), key -> duration(run.job())).record(took);
        if (outcome == Outcome.DEAD) {
            letters(run.job(), reason == null ? NO_REASON : reason).increment();
        }
    }

    @Override
    public void read(Run run, Outcome outcome, long rows) {
        items(run.job(), outcome).increment((double) rows);
        if (outcome == Outcome.DEAD) {
            letters(run.job(), "UNREADABLE").increment((double) rows);
        }
    }

    @Override
    public void asked(Asking asking, Duration took) {
        String job = asking.active().run().job();
        timers.computeIfAbsent("prompt " + job + " " + asking.name(), key -> Timer.builder("cama.prompt.build")
                        .description("Time it took to fill a prompt with an item")
                        .tag("job", job)
                        .tag("prompt", asking.name())
                        .register(registry))
                .record(took);
    }

    @Override
    public void looked(Asking asking, Found found) {
        String job = asking.active().run().job();
        String result = found == Found.NOWHERE ? "miss" : found.name().toLowerCase(Locale.ROOT);
        counters.computeIfAbsent("recall " + result + " " + job, key -> Counter.builder("cama.recalls")
                        .description("Looks for an answer that was bought before")
                        .tag("job", job)
                        .tag("result", result)
                        .register(registry))
                .increment();
    }

    @Override
    public void finished(Run run, Duration took) {
        timers.computeIfAbsent("run " + run.job(), key -> Timer.builder("cama.run.duration")
                        .description("Time from a run's first start until its outputs were published")
                        .tag("job", run.job())
                        .register(registry))
                .record(took);
    }

    private Timer duration(String job) {
        return Timer.builder("cama.item.duration")
                .description("Time an item was worked on, waiting for limits included")
                .tag("job", job)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private Counter items(String job, Watch.Outcome outcome) {
        String word = outcome.name().toLowerCase(Locale.ROOT);
        return counters.computeIfAbsent("item " + word + " " + job, key -> Counter.builder("cama.items")
                .description("Items by how the work on them ended; one that is pending comes again")
                .tag("job", job)
                .tag("outcome", word)
                .register(registry));
    }

    private Counter letters(String job, String reason) {
        return counters.computeIfAbsent("letter " + reason + " " + job, key -> Counter.builder("cama.dead.letters")
                .description("Items that became dead letters")
                .tag("job", job)
                .tag("reason", reason)
                .register(registry));
    }
}
