package io.cama.config.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is told of an item that failed for good: a web address, a folder, or a route of the user's own. */
public final class EscalationTarget {
    /** The setting that names it for all jobs. */
    public static final String KEY = "cama.escalate";

    /** The key of those who are told of everything that happens. */
    public static final String LISTENERS = "cama.events";

    /** What a job writes to have nobody told. */
    public static final String NOBODY = "none";

    /** How it is written, for hints. */
    public static final String FORMS =
            "write https://…, http:// to this machine, file:FOLDER, direct:ROUTE, seda:ROUTE or none";

    private static final Pattern WEB = Pattern.compile("(?i)https?:.*");
    private static final Pattern SCHEME = Pattern.compile("(?:file|direct|seda):.+");

    private EscalationTarget() {}

    /** What is wrong with a target, or empty when it is fine. The target itself is not repeated: it may hold a secret. */
    public static Optional<String> problem(String text) {
        if (text.isBlank() || text.equals(NOBODY) || text.contains("{{")) {
            return Optional.empty();
        }
        if (!isWeb(text)) {
            return SCHEME.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("escalate names nothing that could be told");
        }
        URI url = parse(text);
        if (url == null || url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.of("escalate is no web address, or one with a user name or password in it");
        }
        return BaseUrl.exposesKey(text)
                ? Optional.of("escalate names another machine over http, where anybody on the way could read it")
                : Optional.empty();
    }

    /**
     * The target, if it is fine.
     *
     * @throws IllegalArgumentException if it is not; the message says what to write
     */
    public static String sound(String text) {
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(problem + "; " + FORMS);
        });
        return text;
    }

    /** Whether it is a web address, which is told by a POST. */
    public static boolean isWeb(String text) {
        return WEB.matcher(text).matches();
    }

    /** Where that is, without anything in it that could be a secret. */
    public static String shown(String text) {
        URI url = isWeb(text) ? parse(text) : null;
        if (url != null) {
            return url.getScheme() + "://" + url.getRawAuthority();
        }
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    /** A web address without its query, in which an HTTP client would look for options of its own. */
    public static String withoutQuery(String text) {
        return text.replaceFirst("[?#].*", "");
    }

    /** The query of a web address as it is written, or empty. */
    public static String query(String text) {
        URI url = parse(text);
        return url == null || url.getRawQuery() == null ? "" : url.getRawQuery();
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            return null;
        }
    }
}
