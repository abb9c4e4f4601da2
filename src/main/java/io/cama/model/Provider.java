package io.cama.model;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that serves models, as configured under {@code cama.provider.<name>}.
 *
 * @param name the part of a model's name before the first slash
 * @param url base URL without a trailing slash, such as {@code https://openrouter.ai/api/v1}
 * @param dialect the protocol it speaks, such as {@code openai}
 * @param key null where none is needed
 * @param limits how hard it may be asked
 * @param timeout total deadline of one call
 * @param headers sent with each call beside our own
 * @param secretHeaders names of those {@code headers} whose value is a secret, since it was given by reference
 * @param abilities what it understands
 */
public record Provider(
        String name,
        String url,
        String dialect,
        @Nullable Secret key,
        Limits limits,
        Duration timeout,
        Map<String, String> headers,
        Set<String> secretHeaders,
        Abilities abilities) {
    /** Of a provider none of whose headers is known to be secret. */
    public Provider(
            String name,
            String url,
            String dialect,
            @Nullable Secret key,
            Limits limits,
            Duration timeout,
            Map<String, String> headers,
            Abilities abilities) {
        this(name, url, dialect, key, limits, timeout, headers, Set.of(), abilities);
    }

    /** The same provider with other limits. */
    public Provider with(Limits other) {
        return new Provider(name, url, dialect, key, other, timeout, headers, secretHeaders, abilities);
    }
}
