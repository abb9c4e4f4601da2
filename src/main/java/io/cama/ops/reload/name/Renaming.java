package io.cama.ops.reload.name;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/**
 * Gives the routes of one version of a job folder names of their own, so that they can run beside those of another, and
 * so that it is known which ones they are when the version goes. Without a suffix the names stay as the user wrote them.
 */
public final class Renaming {
    private static final Pattern KAMELET = Pattern.compile("kamelet:(?://)?([^/?]+)(?:/([^?]*))?(\\?.*)?");
    private static final String SCHEME = "kamelet:";
    private static final String JOB = "job";

    private final String folder;
    private final String suffix;
    private final boolean held;
    private final Addresses addresses;
    private final List<String> routes = new ArrayList<>();
    private final List<String> outward = new ArrayList<>();

    /** @param held whether routes that take from outside the program do not start by themselves */
    public Renaming(String folder, String suffix, boolean held, Addresses addresses) {
        this.folder = folder;
        this.suffix = suffix;
        this.held = held;
        this.addresses = addresses;
    }

    /** Ids of all routes, those that kamelets will make included. */
    public List<String> routes() {
        return List.copyOf(routes);
    }

    /** Ids of those that take from outside the program. */
    public List<String> outward() {
        return List.copyOf(outward);
    }

    /** Renames a route, its steps and the kamelets it uses. */
    public void rename(RouteDefinition route) {
        String id = route.getId() == null ? next("route") : route.getId() + suffix;
        if (!id.equals(route.getId())) {
            route.setId(id);
        }
        routes.add(id);
        if (!suffix.isEmpty()) {
            addresses.rename(route, suffix);
            route.setNodePrefixId(suffix.substring(1) + ".");
            route.setStartupOrder(null); // no two routes may have the same
        }
        for (ProcessorDefinition<?> step : Addresses.steps(route)) {
            if (step instanceof ToDynamicDefinition) {
                continue;
            }
            if (step instanceof SendDefinition<?> send && send.getUri() != null) {
                send.setUri(kamelet(send.getUri()));
            } else if (step instanceof KameletDefinition named && named.getName() != null) {
                named.setName(kamelet(SCHEME + named.getName()).substring(SCHEME.length()));
            }
        }
        from(route);
    }

    private void from(RouteDefinition route) {
        String uri = route.getInput().getEndpointUri();
        Matcher kamelet = KAMELET.matcher(uri);
        boolean job = kamelet.matches() && JOB.equals(kamelet.group(1));
        String named = kamelet(uri);
        route.getInput().setUri(job && !suffix.isEmpty() ? named + "&version=" + suffix : named);
        if (!job && Addresses.name(route).isEmpty() && !"false".equals(route.getAutoStartup())) {
            outward.add(route.getId());
            if (held) {
                route.setAutoStartup("false");
            }
        }
    }

    /** A kamelet's address with the id that its route is to have; another address as it is. */
    private String kamelet(String uri) {
        Matcher kamelet = KAMELET.matcher(uri);
        if (!kamelet.matches()) {
            return uri;
        }
        String id = kamelet.group(2) == null ? next(kamelet.group(1)) : kamelet.group(2) + suffix;
        routes.add(id);
        return SCHEME + kamelet.group(1) + "/" + id + (kamelet.group(3) == null ? "" : kamelet.group(3));
    }

    private String next(String what) {
        return folder + suffix + "." + what + "-" + (routes.size() + 1);
    }
}
