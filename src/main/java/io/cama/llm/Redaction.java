package io.cama.llm;

import io.cama.model.Provider;
import io.cama.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes keys out of text that a person, a log or a ledger will see. */
public final class Redaction {
    /** What stands in a key's place. */
    public static final String MARK = "[redacted]";

    private static final Pattern KEYS =
            Pattern.compile("(?<![A-Za-z0-9])(?:sk-[A-Za-z0-9_*.-]{4,}|AIza[A-Za-z0-9_*-]{6,})");
    private static final Pattern SCHEMES = Pattern.compile("(?i)\\b(bearer|basic)(\\s+|%20)[A-Za-z0-9._~+/=*-]{6,}");
    private static final Pattern QUERY =
            Pattern.compile("(?i)([?&](?:api[_-]?|access[_-]?|auth[_-]?)?(?:key|token)=)[^&\\s\"'<>]+");
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s@\"]+@");
    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i).*(authorization|cookie|key|token|secret|credential|password|signature).*");
    private static final Pattern HEADERS = Pattern.compile(
            "(?i)(?<![A-Za-z0-9-])((?:x-goog-|x-)?api-key|(?:proxy-)?authorization|x-amz-security-token|x-auth-token)"
                    + "([\"']?\\s*[:=]\\s*[\"']?)(?!(?:bearer|basic)\\b)"
                    + "(?:(?:token|apikey|digest)\\s+)?[^\\s\"',;&<>{}\\[\\]]{4,}");
    private static final Pattern COOKIE =
            Pattern.compile("(?i)(?<![A-Za-z0-9-])((?:set-)?cookie[\"']?\\s*[:=]\\s*[\"']?)[^\\s=;,\"']+=[^\\s;\"']*"
                    + "(?:;\\s*[^\\s=;,\"']+=[^\\s;\"']*)*");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(bearer|basic|token)\\s+");
    private static final int SHORT = 8;
    private static final int TOO_SHORT = 4;

    private final List<Pattern> own;

    private Redaction(List<Pattern> own) {
        this.own = List.copyOf(own);
    }

    /** Knows keys by their form only. */
    public static Redaction byForm() {
        return new Redaction(List.of());
    }

    /**
     * Knows keys by their form, and those of the provider whatever form they have: its key, and each header whose value
     * came by reference or whose name sounds secret.
     */
    public static Redaction of(Provider provider) {
        var own = new ArrayList<Pattern>();
        Secret key = provider.key();
        if (key != null) {
            addExact(own, key.reveal());
        }
        provider.headers().forEach((name, value) -> {
            if (provider.secretHeaders().contains(name)
                    || SECRET_HEADER.matcher(name).matches()) {
                addExact(own, value.strip());
                addExact(own, SCHEME.matcher(value.strip()).replaceFirst(""));
            }
        });
        return new Redaction(own);
    }

    /** A short key, such as a placeholder for a local server, counts only where it stands as a word. */
    private static void addExact(List<Pattern> own, String key) {
        if (key.length() >= SHORT) {
            own.add(Pattern.compile(Pattern.quote(key)));
        } else if (key.length() >= TOO_SHORT) {
            own.add(Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(key) + "(?![A-Za-z0-9])"));
        }
    }

    /** The text without what is known to be secret; what only looks like a key stays, so that JSON stays JSON. */
    public String exact(String text) {
        String clean = text;
        for (Pattern key : own) {
            clean = key.matcher(clean).replaceAll(Matcher.quoteReplacement(MARK));
        }
        return clean;
    }

    /** The text without keys. */
    public String of(String text) {
        String clean = exact(text);
        clean = SCHEMES.matcher(clean).replaceAll("$1 " + Matcher.quoteReplacement(MARK));
        clean = HEADERS.matcher(clean).replaceAll("$1$2" + Matcher.quoteReplacement(MARK));
        clean = COOKIE.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(MARK));
        clean = KEYS.matcher(clean).replaceAll(Matcher.quoteReplacement(MARK));
        clean = QUERY.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(MARK));
        return USER_INFO.matcher(clean).replaceAll("$1" + Matcher.quoteReplacement(MARK) + "@");
    }

    /**
     * The text without keys, on one line, without control characters, and no longer than asked.
     *
     * @param max characters, 1 or more; a longer text ends in an ellipsis
     */
    public String line(String text, int max) {
        var flat = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length() && flat.length() < max * 4; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                gap = flat.length() > 0;
            } else {
                flat.append(gap ? " " : "").append(c);
                gap = false;
            }
        }
        String clean = WellFormed.of(of(flat.toString()));
        if (clean.length() <= max) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(max - 2)) ? max - 2 : max - 1;
        return clean.substring(0, end) + "…";
    }
}
