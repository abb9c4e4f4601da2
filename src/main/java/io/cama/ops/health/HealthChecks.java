package io.cama.ops.health;

import io.cama.flow.Flow;
import io.cama.flow.local.Ground.Trouble;
import io.cama.ops.http.Checks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The checks of a running Cama, as Camel's own tools see them and as {@link Checks}. The providers' outage makes the whole
 * unhealthy, but neither unready, since its work waits safely, nor dead.
 */
public final class HealthChecks implements Checks {
    private final CamelContext context;
    private final HealthMonitor monitor;

    private HealthChecks(CamelContext context, HealthMonitor monitor) {
        this.context = context;
        this.monitor = monitor;
    }

    /**
     * Registers them with the context.
     *
     * @param held why no work is taken though nothing is amiss, such as maintenance; empty where it is
     */
    public static HealthChecks register(
            CamelContext context, Flow flow, HealthMonitor monitor, Supplier<Optional<String>> held) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            registry.register(new Check("cama-providers", false, found -> providers(monitor.report(), found)));
            registry.register(new Check("cama-ground", true, found -> ground(flow, found)));
            registry.register(new Check("cama-intake", true, found -> intake(held.get(), found)));
        }
        return new HealthChecks(context, monitor);
    }

    private static void providers(HealthReport report, HealthCheckResultBuilder found) {
        found.state(report.level() == Level.UNHEALTHY ? HealthCheck.State.DOWN : HealthCheck.State.UP);
        found.message("providers are " + report.status());
        found.detail("successRate", report.successRate());
        found.detail("unhealthy", String.join(", ", report.unhealthy()));
        found.detail("degraded", String.join(", ", report.degraded()));
    }

    private static void ground(Flow flow, HealthCheckResultBuilder found) {
        Optional<Trouble> trouble = flow.ground().trouble();
        found.state(trouble.isEmpty() ? HealthCheck.State.UP : HealthCheck.State.DOWN);
        trouble.ifPresent(fault ->
                found.message(fault.failure().reason() + ": " + fault.failure().message()));
    }

    private static void intake(Optional<String> held, HealthCheckResultBuilder found) {
        found.state(held.isEmpty() ? HealthCheck.State.UP : HealthCheck.State.DOWN);
        held.ifPresent(found::message);
    }

    /** One check that looks at what is known anyway. */
    private static final class Check extends AbstractHealthCheck {
        private final boolean readiness;
        private final Consumer<HealthCheckResultBuilder> look;

        Check(String id, boolean readiness, Consumer<HealthCheckResultBuilder> look) {
            super("cama", id);
            this.readiness = readiness;
            this.look = look;
        }

        @Override
        public boolean isReadiness() {
            return readiness;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            look.accept(builder);
        }
    }

    @Override
    public Found health() {
        HealthReport report = monitor.report();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", report.status());
        document.put("report", report);
        document.put("checks", monitor.checks());
        document.put("readiness", readiness().document());
        return new Found(report.level() != Level.UNHEALTHY, document);
    }

    @Override
    public Found readiness() {
        return of(HealthCheckHelper.invokeReadiness(context));
    }

    @Override
    public Found liveness() {
        return of(HealthCheckHelper.invokeLiveness(context));
    }

    private static Found of(Collection<HealthCheck.Result> results) {
        boolean up = results.stream().noneMatch(result -> result.getState() == HealthCheck.State.DOWN);
        List<Map<String, Object>> checks = new ArrayList<>();
        for (HealthCheck.Result result : results) {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("name", result.getCheck().getId());
            check.put("status", result.getState().name());
            result.getMessage().ifPresent(message -> check.put("message", message));
            checks.add(check);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", up ? "UP" : "DOWN");
        document.put("checks", checks);
        return new Found(up, document);
    }
}
