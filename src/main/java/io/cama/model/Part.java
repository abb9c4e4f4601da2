package io.cama.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a message. */
public sealed interface Part {
    /** Plain text. */
    record Text(String text) implements Part {}

    /**
     * An image or another medium.
     *
     * @param url a URL or a data URI
     * @param contentType MIME type, or null when unknown
     */
    record Media(String url, @Nullable String contentType) implements Part {}

    /**
     * A place the template keeps free for something another program puts in ({@code {{section "name"}}}).
     *
     * @param metadata {@code purpose} and {@code pending}
     */
    record Pending(Map<String, Object> metadata) implements Part {}
}
