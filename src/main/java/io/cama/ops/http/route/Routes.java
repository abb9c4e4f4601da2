package io.cama.ops.http.route;

import io.cama.ops.http.wire.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that can be asked for. A path is what it says, to the letter; there are no prefixes. */
public final class Routes {
    private final List<Route> routes;

    /** @throws IllegalArgumentException if two have one method and template */
    public Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
        if (routes.stream()
                        .map(route -> route.method() + " " + route.template())
                        .distinct()
                        .count()
                < routes.size()) {
            throw new IllegalArgumentException("a route is there twice");
        }
    }

    /** A route with the parameters of a path. */
    public record Match(Route route, Map<String, String> parameters) {}

    /** All of them. */
    public List<Route> all() {
        return routes;
    }

    /** Whether anybody may ask for that. */
    public boolean isOpen(String method, String path) {
        return routes.stream()
                .anyMatch(route -> route.needed() == null
                        && route.template().equals(path)
                        && (method.equals("GET") || method.equals("HEAD")));
    }

    /** What may be done with a path, as Allow says it; empty where there is no such path. */
    public String allowed(String path) {
        List<String> raw = Route.raw(path);
        Set<String> methods = new TreeSet<>();
        routes.stream().filter(route -> route.match(raw).isPresent()).forEach(route -> {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        });
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return String.join(", ", methods);
    }

    /** The route of a request, or the {@link Problem} that there is none. */
    public Match find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<String> raw = Route.raw(path);
        for (Route route : routes) {
            Optional<Map<String, String>> parameters =
                    route.method().equals(wanted) ? route.match(raw) : Optional.empty();
            if (parameters.isPresent()) {
                return new Match(route, parameters.get());
            }
        }
        String allowed = allowed(path);
        if (allowed.isEmpty()) {
            throw new Problem(404, "not-found", "There is nothing at this path; see /openapi.yaml.");
        }
        throw new Problem(405, "method", "This path takes " + allowed + ".", Map.of("Allow", allowed));
    }
}
