package io.cama.model;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that serves models, as configured under {@code cama.provider.<name>}.
 *
 * @param name the part of a model's name before the first slash
 * @param url base URL without a trailing slash, such as {@code https://openrouter.ai/api/v1}
 * @param dialect the protocol it speaks, such as {@code openai}
 * @param key null where none is needed
 * @param rpm requests a minute, 0 for no limit
 * @param timeout total deadline of one call
 * @param headers sent with each call beside our own
 */
public record Provider(
        String name,
        String url,
        String dialect,
        @Nullable Secret key,
        int rpm,
        Duration timeout,
        Map<String, String> headers) {}
