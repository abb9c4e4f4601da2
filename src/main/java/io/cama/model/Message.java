package io.cama.model;

import java.util.List;
import java.util.Map;

/**
 * One turn of a conversation with a model.
 *
 * @param role {@code system}, {@code user}, {@code model} or {@code tool}
 * @param metadata such as {@code purpose: history}; empty for most
 */
public record Message(String role, List<Part> content, Map<String, Object> metadata) {
    public static Message of(String role, String text) {
        return new Message(role, List.of(new Part.Text(text)), Map.of());
    }

    /** All text parts, joined. */
    public String text() {
        StringBuilder all = new StringBuilder();
        for (Part part : content) {
            if (part instanceof Part.Text text) {
                all.append(text.text());
            }
        }
        return all.toString();
    }
}
