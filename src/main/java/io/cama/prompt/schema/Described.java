package io.cama.prompt.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A word of Picoschema with what stands behind its first comma.
 *
 * @param description null when there is no comma
 */
record Described(String word, @Nullable String description) {
    static Described of(String text) {
        int comma = text.indexOf(',');
        return comma < 0
                ? new Described(text, null)
                : new Described(
                        text.substring(0, comma), text.substring(comma + 1).stripLeading());
    }

    Map<String, Object> onto(Map<String, Object> schema) {
        if (description != null && !description.isEmpty()) {
            schema.put("description", description);
        }
        return schema;
    }
}
