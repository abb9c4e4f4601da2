package io.cama.config.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the key an environment variable stands for, as {@code CAMA_RUNS_PARALLEL} does for {@code cama.runs.parallel}. */
final class EnvironmentNames {
    private static final Pattern PROVIDER = Pattern.compile("CAMA_PROVIDER_(.+?)_(URL|DIALECT|KEY|RPM|TIMEOUT)");
    private static final Pattern HEADER = Pattern.compile("CAMA_PROVIDER_(.+?)_HEADERS_(.+)");

    private final Map<String, String> keys = new HashMap<>();

    EnvironmentNames(Set<String> knownKeys) {
        for (String key : knownKeys) {
            keys.put(variable(key), key);
        }
    }

    /** The variable that stands for a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** The key a variable stands for: a known one, else one of a provider of the user's own. */
    Optional<String> key(String variable) {
        String known = keys.get(variable);
        if (known != null) {
            return Optional.of(known);
        }
        Matcher header = HEADER.matcher(variable);
        if (header.matches()) {
            return Optional.of("cama.provider." + name(header.group(1)) + ".headers." + headerName(header.group(2)));
        }
        Matcher provider = PROVIDER.matcher(variable);
        return provider.matches()
                ? Optional.of("cama.provider." + name(provider.group(1)) + "."
                        + provider.group(2).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static String name(String part) {
        return part.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String headerName(String part) {
        return Arrays.stream(part.split("_"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }
}
