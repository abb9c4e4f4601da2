package io.cama.config.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of an endpoint. Hosts are judged by their spelling alone; nothing is looked up. */
public final class BaseUrl {
    /** Stands for the demo endpoint inside Cama. */
    public static final String BUILTIN = "builtin";

    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private BaseUrl() {}

    /** What is wrong with a base URL, or empty when it is fine. Never repeats a password written into it. */
    public static Optional<String> problem(String text) {
        if (text.equals(BUILTIN)) {
            return Optional.empty();
        }
        URI url = parse(text);
        if (url == null || url.getHost() == null || !isHttp(url)) {
            return Optional.of(
                    text.contains("@")
                            ? "the URL cannot be read"
                            : "\"" + text + "\" is no URL with http:// or https:// and a host");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("the URL holds a user name or password; a key goes into the key setting");
        }
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? Optional.empty()
                : Optional.of("\"" + text + "\" has a query or fragment; only scheme, host, port and path are used");
    }

    /** Whether calls to this URL stay on this machine. */
    public static boolean isLocal(String text) {
        if (text.equals(BUILTIN)) {
            return true;
        }
        URI url = parse(text);
        return url != null
                && url.getHost() != null
                && LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a key sent to this URL could be read on the way. */
    public static boolean exposesKey(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("http:") && !isLocal(text);
    }

    /** The URL without slashes at its end. */
    public static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isHttp(URI url) {
        return "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }
}
