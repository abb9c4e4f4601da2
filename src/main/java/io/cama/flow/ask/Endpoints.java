package io.cama.flow.ask;

import io.cama.llm.Dialect;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.pace.Breakers;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Makes the attempt route of a provider and model when it is first asked, with its breaker and its HTTP client. */
public final class Endpoints {
    private final CamelContext context;
    private final Providers providers;
    private final Breakers breakers;
    private final HttpEdge.Limits limits;
    private final ScheduledExecutorService deadlines;
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, String> lastFailures = new ConcurrentHashMap<>();

    public Endpoints(CamelContext context, Providers providers, Breakers breakers, HttpEdge.Limits limits) {
        this.context = context;
        this.providers = providers;
        this.breakers = breakers;
        this.limits = limits;
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "cama-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        this.deadlines = timers;
    }

    /** The endpoint's name; its route is there when this returns. */
    public String ready(Provider provider, String model, Dialect dialect) {
        String name = Breakers.name(provider.name(), model);
        if (!made.contains(name)) {
            make(name, provider, model, dialect);
        }
        return name;
    }

    private synchronized void make(String name, Provider provider, String model, Dialect dialect) {
        if (made.contains(name)) {
            return;
        }
        context.getRegistry().bind("breaker-" + name, breakers.of(provider.name(), model));
        context.getRegistry()
                .bind("http-" + name, new HttpEdge(provider.timeout(), dialect.headers(provider), limits, deadlines));
        String url = providers.callUrl(provider) + dialect.path();
        try {
            TemplatedRouteBuilder.builder(context, "attempt")
                    .routeId("attempt-" + name)
                    .parameter("endpoint", name)
                    .parameter(
                            "url",
                            url + "?bridgeEndpoint=true&throwExceptionOnFailure=false&httpClientConfigurer=#http-"
                                    + name)
                    .add();
        } catch (Exception e) {
            throw new IllegalStateException("cannot make the route to " + url, e);
        }
        made.add(name);
    }

    /** Notes that the endpoint has answered, whatever it said. */
    void hasAnswered(String endpoint) {
        answered.add(endpoint);
    }

    /** Notes why the latest call to the endpoint failed. */
    void hasFailed(String endpoint, Failure failure) {
        lastFailures.put(endpoint, failure.reason() + ": " + failure.message());
    }

    /** Why the latest failed call to the endpoint failed. */
    String lastFailure(String endpoint) {
        return lastFailures.getOrDefault(endpoint, "no call of this process has failed yet");
    }

    /** Whether the endpoint ever answered this process. If not, its address is likelier wrong than it is likely down. */
    public boolean answered(String endpoint) {
        return answered.contains(endpoint);
    }
}
