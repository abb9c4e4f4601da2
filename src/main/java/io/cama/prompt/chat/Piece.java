package io.cama.prompt.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a rendered template. Marks are no text, so that no value can forge one. */
public sealed interface Piece {
    /** Text for the model. */
    record Words(String text) implements Piece {}

    /** Here a message of another role begins. */
    record Role(String role, Map<String, Object> metadata) implements Piece {}

    /** Here the earlier messages of the conversation belong. */
    record History() implements Piece {}

    /** A medium. */
    record Media(String url, @Nullable String contentType) implements Piece {}

    /** A place kept free for another program. */
    record Section(String name) implements Piece {}
}
