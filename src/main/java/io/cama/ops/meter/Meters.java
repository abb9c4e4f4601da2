package io.cama.ops.meter;

import io.cama.flow.Flow;
import io.cama.flow.watch.Watch;
import io.cama.ledger.Ledger;
import io.cama.ledger.memory.ReplyMemory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerRouteEventNotifier;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.jspecify.annotations.Nullable;

/** All meters of a running Cama, for a scraper. Safe for use by many threads. */
public final class Meters implements AutoCloseable {
    /** What OpenMetrics is asked for by. */
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MeterRegistry registry;
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final List<Watch> watches = new ArrayList<>();
    private @Nullable Flow watched;

    /** @param others registries that get every meter beside the one that is scraped */
    public Meters(Collection<MeterRegistry> others) {
        prometheus.config().namingConvention(new PlainUnits());
        if (others.isEmpty()) {
            registry = prometheus;
        } else {
            CompositeMeterRegistry all = new CompositeMeterRegistry();
            all.add(prometheus);
            others.forEach(all::add);
            registry = all;
        }
    }

    /** A unit in braces is a remark of OpenTelemetry's, which by its own rules is no part of a Prometheus name. */
    private static final class PlainUnits extends PrometheusNamingConvention {
        @Override
        public String name(String name, Meter.Type type, @Nullable String baseUnit) {
            return super.name(name, type, baseUnit != null && baseUnit.startsWith("{") ? null : baseUnit);
        }
    }

    /** Counts what this process does from now on. */
    public void watch(Flow flow, Ledger ledger, ReplyMemory memory, int mostModels) {
        watches.add(new ItemMeters(registry));
        watches.add(new CallMeters(registry, mostModels));
        watches.add(new GenAiMeters(registry, mostModels));
        watches.add(new GateMeters(registry, flow.gates()));
        watches.add(new BreakerMeters(registry, flow.breakers(), mostModels));
        watches.forEach(flow.watches()::add);
        watched = flow;
        new LedgerMeters(registry, ledger).bind(memory);
        Gauge.builder("cama.ground.firm", () -> flow.ground().isFirm() ? 1 : 0)
                .description("1 while disks, folders and ledger can be written to")
                .register(registry);
        java();
    }

    private void java() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /**
     * Adds Camel's own meters, before the context starts. Those of its exchange event notifier are not among them: their
     * labels are addresses, which steps of a job may make of items.
     *
     * @param exchanges whether exchanges are counted route by route as well, which each of them pays for
     */
    public void camel(CamelContext context, boolean exchanges) {
        MicrometerRouteEventNotifier routes = new MicrometerRouteEventNotifier();
        routes.setMeterRegistry(registry);
        context.getManagementStrategy().addEventNotifier(routes);
        if (exchanges) {
            MicrometerRoutePolicyFactory policy = new MicrometerRoutePolicyFactory();
            policy.setMeterRegistry(registry);
            context.addRoutePolicyFactory(policy);
        }
    }

    /** Where meters are made. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * All meters as text.
     *
     * @param accept what the reader understands, as the header of that name says
     */
    public String text(String accept) {
        return accept.contains(OPEN_METRICS) ? prometheus.scrape(OPEN) : prometheus.scrape();
    }

    /** The media type of that text. */
    public static String type(String accept) {
        return accept.contains(OPEN_METRICS) ? OPEN : PLAIN;
    }

    @Override
    public void close() {
        if (watched != null) {
            watches.forEach(watched.watches()::remove);
        }
        garbage.close();
        registry.close();
        prometheus.close();
    }
}
