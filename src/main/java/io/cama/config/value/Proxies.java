package io.cama.config.value;

import io.cama.config.text.ListText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy an endpoint is called through: the configured one, or else the one that the environment names in the way
 * other programs understand it: {@code HTTPS_PROXY}, {@code HTTP_PROXY} by the scheme of the endpoint's URL, then
 * {@code ALL_PROXY}; in small letters each of them is stronger.
 */
public final class Proxies {
    /** The word for this machine among the hosts that are called directly. */
    public static final String LOOPBACK = "loopback";

    private final String configured;
    private final List<String> direct;
    private final Map<String, String> environment;

    /**
     * Keeps what was configured.
     *
     * @param configured the proxy's URL, empty to have the environment name it
     * @param direct hosts that are called without a proxy: a name stands for its subdomains as well, {@code :port} may
     *     follow, {@code *} is all hosts. What {@code NO_PROXY} names is added where the environment names the proxy.
     */
    public Proxies(String configured, List<String> direct, Map<String, String> environment) {
        this.configured = configured.strip();
        this.direct = List.copyOf(direct);
        this.environment = Map.copyOf(environment);
    }

    /**
     * The proxy for an endpoint, with scheme http, host and port; user and password may stand in it.
     *
     * @return empty to call the endpoint directly
     * @throws IllegalArgumentException if what names the proxy is no URL of an HTTP proxy
     */
    public Optional<URI> of(String url) {
        URI endpoint = URI.create(url);
        String named = configured.isEmpty() ? byEnvironment(endpoint) : configured;
        List<String> exceptions = configured.isEmpty()
                ? Stream.concat(direct.stream(), ListText.parse(variable("NO_PROXY")).stream())
                        .toList()
                : direct;
        boolean isDirect = exceptions.stream().anyMatch(entry -> matches(entry, url, endpoint));
        return named.isEmpty() || isDirect ? Optional.empty() : Optional.of(parse(named));
    }

    private String byEnvironment(URI endpoint) {
        String own = variable("https".equalsIgnoreCase(endpoint.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY");
        return own.isEmpty() ? variable("ALL_PROXY") : own;
    }

    private String variable(String name) {
        String small =
                environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
        return small.isEmpty() ? environment.getOrDefault(name, "").strip() : small;
    }

    private static boolean matches(String entry, String url, URI endpoint) {
        if (entry.equals("*") || (entry.equals(LOOPBACK) && BaseUrl.isLocal(url))) {
            return true;
        }
        String host = bare(endpoint.getHost());
        String name = entry.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        if (colon > 0 && colon == name.indexOf(':')) {
            if (!name.substring(colon + 1).equals(String.valueOf(port(endpoint)))) {
                return false;
            }
            name = name.substring(0, colon);
        }
        String suffix = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return !suffix.isEmpty() && (host.equals(bare(suffix)) || host.endsWith("." + suffix));
    }

    private static int port(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return "https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80;
    }

    private static String bare(@Nullable String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /** Never repeats what it was given: a password may stand in it. */
    private static URI parse(String named) {
        try {
            URI proxy = new URI(named.contains("://") ? named : "http://" + named);
            if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
                return proxy.getPort() >= 0
                        ? proxy
                        : new URI("http", proxy.getUserInfo(), proxy.getHost(), 80, null, null, null);
            }
        } catch (URISyntaxException unreadable) {
            throw wrong();
        }
        throw wrong();
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "the proxy is no URL such as http://proxy.example:3128; correct cama.http.proxy or the environment's"
                        + " HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or name the endpoint's host in cama.http.no-proxy");
    }
}
