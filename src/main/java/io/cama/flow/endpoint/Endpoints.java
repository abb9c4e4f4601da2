package io.cama.flow.endpoint;

import io.cama.llm.Dialect;
import io.cama.llm.demo.DemoModel;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.pace.breaker.Breakers;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;

/** Makes the attempt route of a provider and model when it is first asked, with its breaker and its HTTP client. */
public final class Endpoints implements AutoCloseable {
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

    /**
     * Makes sure that the attempt route of a model is there.
     *
     * @param name of the endpoint, see {@link Breakers#name}
     * @throws io.cama.model.EndpointFault if the provider's key is missing or unusable, or its settings are
     */
    public void ready(String name, Provider provider, String model, Dialect dialect) {
        if (!made.contains(name)) {
            if (providers.meter().isEmpty()) {
                providers.requireKey(provider);
            }
            try {
                make(name, provider, model, dialect);
            } catch (IllegalArgumentException e) {
                throw Failure.of(Reason.CONFIG, "provider " + provider.name() + ": " + e.getMessage())
                        .asFault();
            }
        }
    }

    private synchronized void make(String name, Provider provider, String model, Dialect dialect) {
        if (made.contains(name)) {
            return;
        }
        context.getRegistry().bind("breaker-" + name, breakers.of(provider.name(), model));
        String url = url(name, provider, dialect);
        try {
            TemplatedRouteBuilder.builder(context, "attempt")
                    .routeId("attempt-" + name)
                    .parameter("endpoint", name)
                    .parameter("url", url)
                    .add();
        } catch (Exception e) {
            throw new IllegalStateException("cannot make the route to " + url, e);
        }
        made.add(name);
    }

    /** Where the call goes: to the endpoint over HTTP, or to the meter that stands in for it. */
    private String url(String name, Provider provider, Dialect dialect) {
        Optional<DemoModel> meter = providers.meter();
        if (meter.isPresent()) {
            context.getRegistry().bind("meter-" + name, new Meter(meter.get(), dialect.address(provider.url())));
            return "bean:meter-" + name + "?method=answer";
        }
        String base = providers.callUrl(provider);
        URI proxy = limits.proxies().of(base).orElse(null);
        context.getRegistry()
                .bind(
                        "http-" + name,
                        new HttpEdge(provider.timeout(), dialect.headers(provider), limits, deadlines, proxy));
        return dialect.address(base) + "?bridgeEndpoint=true&throwExceptionOnFailure=false&httpClientConfigurer=#http-"
                + name;
    }

    /** Notes that the endpoint has answered, whatever it said. */
    public void hasAnswered(String endpoint) {
        answered.add(endpoint);
    }

    /** Notes why the latest call to the endpoint failed. */
    public void hasFailed(String endpoint, Failure failure) {
        lastFailures.put(endpoint, failure.reason() + ": " + failure.message());
    }

    /** Why the latest failed call to the endpoint failed. */
    public String lastFailure(String endpoint) {
        return lastFailures.getOrDefault(endpoint, "no call of this process has failed yet");
    }

    /** Whether no connection to the endpoint came about so far, though some were tried. */
    public boolean neverReached(String endpoint) {
        String last = lastFailures.getOrDefault(endpoint, "");
        return !answered(endpoint)
                && (last.startsWith(Reason.NET_CONNECT + ":") || last.startsWith(Reason.NET_DNS + ":"));
    }

    /** Whether the endpoint ever answered this process. If not, its address is likelier wrong than it is likely down. */
    public boolean answered(String endpoint) {
        return answered.contains(endpoint);
    }

    /** Ends the thread that watches over deadlines. */
    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
