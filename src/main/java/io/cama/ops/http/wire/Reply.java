package io.cama.ops.http.wire;

import io.cama.flow.Json;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param type of the content, empty where there is none
 * @param body the whole content, sent as UTF-8
 * @param headers beside those that every reply has
 * @param stream what goes on writing in place of a body, or null
 */
public record Reply(
        int status,
        String type,
        String body,
        Map<String, String> headers,
        @Nullable Stream stream) {
    /** Writes for as long as it likes, on a thread of its own. */
    @FunctionalInterface
    public interface Stream {
        /** Takes over what is to be written to; returns at once. */
        void take(Writing writing);
    }

    /** A JSON document. */
    public static Reply json(int status, Object document) {
        return new Reply(status, "application/json", Json.line(document) + "\n", Map.of(), null);
    }

    /** A JSON document that is just what was asked for. */
    public static Reply json(Object document) {
        return json(200, document);
    }

    /** A text of a type that is said. */
    public static Reply text(String type, String text) {
        return new Reply(200, type, text, Map.of(), null);
    }

    /** Nothing but headers. */
    public static Reply empty(int status) {
        return new Reply(status, "", "", Map.of(), null);
    }

    /** Something that goes on. */
    public static Reply stream(String type, Stream stream) {
        return new Reply(200, type, "", Map.of(), stream);
    }

    /** The same as another type. */
    public Reply as(String other) {
        return new Reply(status, other, body, headers, stream);
    }

    /** The same with more headers. */
    public Reply with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new Reply(status, type, body, all, stream);
    }
}
