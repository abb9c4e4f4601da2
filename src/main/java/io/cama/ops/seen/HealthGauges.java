package io.cama.ops.seen;

import io.cama.flow.Flow;
import io.cama.flow.attempt.Asking;
import io.cama.flow.watch.Watch;
import io.cama.model.Failure;
import io.cama.ops.health.HealthMonitor;
import io.cama.ops.health.HealthReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How well each provider is that was called, and all together. */
final class HealthGauges implements Watch {
    private final MeterRegistry registry;
    private final HealthMonitor monitor;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    HealthGauges(MeterRegistry registry, HealthMonitor monitor) {
        this.registry = registry;
        this.monitor = monitor;
    }

    void bind(Flow flow) {
        Gauge.builder("cama.health.overall", () -> monitor.report().level().number())
                .description("1 healthy, 0.5 degraded, 0 unhealthy, NaN unknown: all calls together")
                .register(registry);
        flow.watches().add(this);
    }

    @Override
    public void called(Asking asking, @Nullable Failure failure, Duration took) {
        String provider = asking.now().candidate().provider().name();
        if (!known.contains(provider) && known.add(provider)) {
            Gauge.builder("cama.health", () -> number(provider))
                    .description("1 healthy, 0.5 degraded, 0 unhealthy, NaN unknown")
                    .tag("provider", provider)
                    .register(registry);
        }
    }

    private double number(String provider) {
        return monitor.report().providers().stream()
                .filter(one -> one.name().equals(provider))
                .mapToDouble(one -> HealthReport.level(one.status()).number())
                .findFirst()
                .orElse(Double.NaN);
    }
}
