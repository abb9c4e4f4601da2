package io.cama.flow.endpoint;

import io.cama.config.value.EscalationTarget;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;

/** Makes endpoints of the addresses that people name to be told something: a web address gets a POST. */
public final class WebHooks {
    private final CamelContext context;
    private final String name;
    private final HttpEdge.Maker edge;
    private final Map<String, String> edges = new ConcurrentHashMap<>();

    /**
     * @param name of what is told, by which the clients are bound
     * @param edge sets up the HTTP client for an address
     */
    public WebHooks(CamelContext context, String name, HttpEdge.Maker edge) {
        this.context = context;
        this.name = name;
        this.edge = edge;
    }

    /** The endpoint of Camel; what is no web address is one already. */
    public String endpoint(String target) {
        if (!EscalationTarget.isWeb(target)) {
            return target;
        }
        String client = edges.computeIfAbsent(target, url -> {
            String bound = name + "-http-" + edges.size();
            context.getRegistry().bind(bound, edge.make(url));
            return bound;
        });
        return EscalationTarget.withoutQuery(target)
                + "?bridgeEndpoint=true&throwExceptionOnFailure=true&httpMethod=POST&httpClientConfigurer=#" + client;
    }

    /** The query that goes with it as a header, for Camel would look for options of its own in it. */
    public Optional<String> query(String target) {
        return EscalationTarget.isWeb(target)
                ? Optional.of(EscalationTarget.query(target)).filter(query -> !query.isEmpty())
                : Optional.empty();
    }
}
