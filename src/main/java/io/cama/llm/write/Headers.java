package io.cama.llm.write;

import io.cama.model.Provider;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a request. */
public final class Headers {
    private Headers() {}

    /**
     * Those of JSON, those of the dialect, and those of the provider, which win over the others in any case of letters.
     *
     * @throws IllegalArgumentException if one holds a control character
     */
    public static Map<String, String> of(Provider provider, Map<String, String> dialect) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/json");
        headers.putAll(dialect);
        provider.headers().forEach((name, value) -> {
            requirePrintable(provider, name, name);
            requirePrintable(provider, name, value);
            headers.put(name, value);
        });
        return Collections.unmodifiableMap(headers);
    }

    /** The provider's key as a dialect sends it, behind a prefix; nothing where there is no key. */
    public static Map<String, String> key(Provider provider, String name, String prefix) {
        return provider.key() == null || provider.key().reveal().isEmpty()
                ? Map.of()
                : Map.of(name, prefix + provider.key().reveal());
    }

    private static void requirePrintable(Provider provider, String name, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Header \"%s\" of provider \"%s\" holds a control character. Remove it."
                    .formatted(name.replaceAll("\\p{Cntrl}", "?"), provider.name()));
        }
    }
}
