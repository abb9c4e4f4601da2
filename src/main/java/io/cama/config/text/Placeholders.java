package io.cama.config.text;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{key}}}, {@code {{key:default}}} and {@code {{env:NAME}}} the way a route does, without Camel. */
public final class Placeholders {
    private static final Pattern FORM = Pattern.compile("\\{\\{\\s*(env:)?([^{}:]+?)\\s*(?::([^{}]*))?}}");

    private final Function<String, Optional<String>> keys;
    private final Map<String, String> environment;

    /** @param keys gives the value of a key, or empty */
    public Placeholders(Function<String, Optional<String>> keys, Map<String, String> environment) {
        this.keys = keys;
        this.environment = environment;
    }

    /**
     * The text with every placeholder replaced. A value put in is not looked at again.
     *
     * @throws IllegalArgumentException if a placeholder has neither a value nor a default
     */
    public String fill(String text) {
        return FORM.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    private String value(MatchResult found) {
        String name = found.group(2);
        Optional<String> value = found.group(1) == null ? keys.apply(name) : Optional.ofNullable(environment.get(name));
        return value.or(() -> Optional.ofNullable(found.group(3)))
                .orElseThrow(() -> new IllegalArgumentException("nothing is set for " + found.group()));
    }
}
