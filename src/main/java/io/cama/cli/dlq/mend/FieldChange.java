package io.cama.cli.dlq.mend;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an item as they are changed, with what the changed ones were. */
final class FieldChange {
    private final Map<String, Object> fields;
    private final Map<String, Object> before = new LinkedHashMap<>();
    private final Map<String, Object> after = new LinkedHashMap<>();

    FieldChange(Map<String, Object> fields) {
        this.fields = new LinkedHashMap<>(fields);
    }

    /** Changes one field that is there; a number stays a number, and so does a truth value. */
    void one(String name, String value) {
        if (!fields.containsKey(name)) {
            throw new Refusal(
                    Exit.BAD_INPUT,
                    "the item has no field \"" + name + "\"",
                    "it has " + String.join(", ", fields.keySet()) + "; --fields adds others");
        }
        put(name, alike(fields.get(name), name, value));
    }

    private static Object alike(@Nullable Object old, String name, String value) {
        try {
            if (old instanceof Number) {
                return new BigDecimal(value.strip());
            }
        } catch (NumberFormatException text) {
            throw new Refusal(
                    Exit.BAD_INPUT,
                    "the field \"" + name + "\" holds a number, and \"" + value + "\" is none",
                    "write a number, or change its kind with --fields");
        }
        return old instanceof Boolean && value.strip().matches("true|false") ? Boolean.valueOf(value.strip()) : value;
    }

    /** Takes over all members of an object. */
    void all(Map<String, Object> members) {
        members.forEach(this::put);
    }

    private void put(String name, @Nullable Object value) {
        before.putIfAbsent(name, fields.get(name));
        fields.put(name, value);
        after.put(name, value);
    }

    /** All fields, in their order, new ones last. */
    Map<String, Object> fields() {
        return fields;
    }

    /** What was changed: {@code before} and {@code after}. */
    Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("before", before);
        detail.put("after", after);
        return detail;
    }
}
