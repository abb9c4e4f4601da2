package io.cama.ops.seen;

import io.cama.config.Settings;
import io.cama.config.value.Switch;
import io.cama.flow.Flow;
import io.cama.flow.event.EventType;
import io.cama.ledger.Ledger;
import io.cama.ledger.memory.ReplyMemory;
import io.cama.ops.health.HealthBook;
import io.cama.ops.health.HealthChecks;
import io.cama.ops.health.HealthMonitor;
import io.cama.ops.http.Checks;
import io.cama.ops.http.Scrape;
import io.cama.ops.log.Conversation;
import io.cama.ops.meter.Meters;
import io.cama.ops.trace.Target;
import io.cama.ops.trace.Telemetry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/** Meters, health and traces of a context, from before it starts until it has stopped. */
public final class Observation extends ServiceSupport {
    private final Flow flow;
    private final Meters meters;
    private final HealthMonitor monitor;
    private final Checks checks;
    private final @Nullable AutoCloseable telemetry;

    private Observation(CamelContext context, Flow flow, Ledger ledger, Settings settings, Optional<Target> target)
            throws Exception {
        this.flow = flow;
        int most = settings.number("cama.metrics.models");
        Telemetry sending = target.isPresent() ? new Telemetry(target.get()) : null;
        List<MeterRegistry> others = sending == null ? List.of() : List.of(sending.meters());
        this.telemetry = sending;
        this.meters = new Meters(others);
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters.registry());
        meters.camel(context, Switch.isOn(settings, "cama.metrics.routes"));
        meters.watch(flow, ledger, context.getRegistry().lookupByNameAndType("replyMemory", ReplyMemory.class), most);
        if (sending != null) {
            sending.watch(flow);
        }
        if (Switch.isOn(settings, "cama.log.prompts")) {
            flow.watches().add(new Conversation());
        }
        this.monitor = new HealthMonitor(
                settings.home(),
                new HealthBook(settings),
                settings.duration("cama.health.every"),
                settings.number("cama.health.history"),
                InstantSource.system(),
                changed -> flow.events()
                        .run(
                                EventType.HEALTH_CHANGED,
                                "",
                                null,
                                Map.of(
                                        "from", changed.from().text(),
                                        "to", changed.report().status(),
                                        "successRate", changed.report().successRate(),
                                        "unhealthy", changed.report().unhealthy(),
                                        "degraded", changed.report().degraded())));
        flow.watches().add(monitor);
        new HealthGauges(meters.registry(), monitor).bind(flow);
        Gauge.builder("cama.intake.open", () -> flow.standing().takesFiles() ? 1 : 0)
                .description("1 while work is taken, 0 in maintenance")
                .register(meters.registry());
        this.checks = HealthChecks.register(context, flow, monitor, () -> maintenance(flow));
        context.addRoutes(new HealthRoute(monitor));
    }

    /**
     * Begins to observe a context that has not started; it stops with it.
     *
     * @throws io.cama.config.ConfigException if a setting is wrong
     */
    public static Observation of(CamelContext context, Flow flow, Ledger ledger, Settings settings) throws Exception {
        String version = Observation.class.getPackage().getImplementationVersion();
        Observation observation = new Observation(
                context,
                flow,
                ledger,
                settings,
                Target.of(settings, System.getenv(), version == null ? "development" : version));
        context.addService(observation, true, true);
        return observation;
    }

    /** Why no files are taken though nothing is amiss. */
    private static Optional<String> maintenance(Flow flow) {
        return Optional.ofNullable(flow.standing().orders().maintenance())
                .map(said -> "maintenance, set " + said.text());
    }

    /** The meters as text. */
    public Scrape scrape() {
        return accept -> new Scrape.Page(Meters.type(accept), meters.text(accept));
    }

    /** Health, readiness and liveness. */
    public Checks checks() {
        return checks;
    }

    @Override
    protected void doStop() throws Exception {
        flow.watches().remove(monitor);
        monitor.close();
        meters.close();
        if (telemetry != null) {
            telemetry.close();
        }
    }
}
