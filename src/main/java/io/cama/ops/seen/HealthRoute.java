package io.cama.ops.seen;

import io.cama.ops.health.HealthMonitor;
import org.apache.camel.builder.RouteBuilder;

/** Looks at the health of the providers as often as {@code work/state.json} is written. */
final class HealthRoute extends RouteBuilder {
    private final HealthMonitor monitor;

    HealthRoute(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("timer:health-watch?delay=0&period={{cama.state.every}}")
                .routeId("health-watch")
                .routeDescription("Looks how well the providers are every cama.health.every, and writes it down")
                .process(exchange -> monitor.tick())
                .id("health-look");
    }
}
