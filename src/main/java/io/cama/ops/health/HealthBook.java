package io.cama.ops.health;

import io.cama.config.Settings;
import io.cama.ledger.Ledger;
import io.cama.ledger.look.Pulse.Ended;
import io.cama.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The latest calls to every provider. Safe for use by many threads. */
public final class HealthBook {
    private static final int MOST_READ = 10_000;

    private final Duration span;
    private final Level.Bounds bounds;
    private final Map<String, Window> windows = new ConcurrentSkipListMap<>();

    /** As the settings {@code cama.health.*} say. */
    public HealthBook(Settings settings) {
        this(
                settings.duration("cama.health.window"),
                new Level.Bounds(settings.number("cama.health.healthy"), settings.number("cama.health.degraded")));
    }

    HealthBook(Duration span, Level.Bounds bounds) {
        this.span = span;
        this.bounds = bounds;
    }

    /** What a ledger knows of the time before {@code now}; without a ledger nothing. */
    public static HealthReport read(Settings settings, Optional<Ledger> ledger, Instant now) {
        HealthBook book = new HealthBook(settings);
        ledger.ifPresent(calls -> settings.providers().forEach(provider -> book.read(calls, provider, now)));
        return book.report(now, 0);
    }

    private void read(Ledger ledger, String provider, Instant now) {
        for (Ended call : ledger.ended(provider, now.minus(span), MOST_READ)) {
            add(provider, call.at(), call.took(), call.reason(), call.why());
        }
    }

    /**
     * A call has ended.
     *
     * @param reason why it failed or its answer was rejected, or null
     */
    void add(String provider, Instant at, Duration took, @Nullable Reason reason, @Nullable String why) {
        windows.computeIfAbsent(provider, name -> new Window(name, span)).add(at, took, reason, why);
    }

    /** How all providers are that were ever called. */
    HealthReport report(Instant now, long pid) {
        List<ProviderHealth> all = windows.values().stream()
                .map(window -> window.health(now, bounds))
                .toList();
        return HealthReport.of(now.toString(), pid, span.toMillis(), bounds, all);
    }
}
