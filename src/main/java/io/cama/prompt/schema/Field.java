package io.cama.prompt.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of Picoschema: {@code name}, {@code name?} or {@code name?(shape, description)}.
 *
 * @param shape what stands in the parentheses, or null
 */
record Field(String name, boolean optional, @Nullable Described shape) {
    static Field of(String key, List<String> path) {
        int open = key.indexOf('(');
        int close = key.lastIndexOf(')');
        if (open >= 0 && (close < open || !key.substring(close + 1).isBlank())) {
            throw new SchemaFault(
                    path,
                    "the parenthesis in '" + key + "' is not closed at its end",
                    "write  name?(array, what it holds)");
        }
        String name = (open < 0 ? key : key.substring(0, open)).strip();
        boolean optional = name.endsWith("?");
        String bare = optional ? name.substring(0, name.length() - 1) : name;
        if (bare.isEmpty()) {
            throw new SchemaFault(path, "a field has no name", "write  name: string");
        }
        return new Field(bare, optional, open < 0 ? null : Described.of(key.substring(open + 1, close)));
    }
}
