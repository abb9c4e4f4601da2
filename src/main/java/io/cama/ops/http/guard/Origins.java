package io.cama.ops.http.guard;

import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Request;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which names a request may be for, and which web pages may send one. A page of somebody else's that has its name point
 * to this machine names itself in Host; one that sends a request elsewhere is named in Origin or Sec-Fetch-Site.
 */
public final class Origins {
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> hosts = new TreeSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
    private final Set<String> origins;

    /**
     * The names of loopback, and these.
     *
     * @param hosts names without port
     * @param origins such as {@code https://ops.example}, where a proxy shows the API under another name
     */
    public Origins(List<String> hosts, List<String> origins) {
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
        this.origins = Set.copyOf(origins);
    }

    /** Makes sure that a request is for this server and sent by nobody else's page; throws a {@link Problem} if not. */
    public void require(Request request) {
        List<String> named = request.all("Host");
        String host = named.size() == 1 ? named.get(0).toLowerCase(Locale.ROOT) : "";
        if (!hosts.contains(name(host)) && !name(host).equals(literal(request.to()))) {
            throw new Problem(
                    421,
                    "foreign-host",
                    "This server is not asked for under that name; cama.api.hosts says under which it is.");
        }
        List<String> from = request.all("Origin");
        if (!from.stream().allMatch(origin -> isOwn(origin, host))) {
            throw foreign("Origin");
        }
        boolean listed = !from.isEmpty() && origins.containsAll(from);
        if (!listed && !OWN_SITES.containsAll(request.all("Sec-Fetch-Site"))) {
            throw foreign("Sec-Fetch-Site");
        }
    }

    private boolean isOwn(String origin, String host) {
        return origins.contains(origin)
                || origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host);
    }

    private static Problem foreign(String header) {
        return new Problem(
                403,
                "foreign-origin",
                header + " says that a page from elsewhere sent this; cama.api.origins lists those that may.");
    }

    /** The host without its port. */
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /** The address as it stands in Host; no page elsewhere has a number for its name. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text.replaceFirst("%.*", "") + "]" : text;
    }
}
