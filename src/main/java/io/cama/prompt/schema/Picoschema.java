package io.cama.prompt.schema;

import io.cama.prompt.file.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Expands Picoschema, the short schema notation of Dotprompt, to JSON Schema. A schema that is JSON Schema already
 * ({@code type} or {@code properties} at its top) is returned as it is.
 */
public final class Picoschema {
    private static final List<String> SCALARS = List.of("any", "boolean", "integer", "null", "number", "string");
    private static final List<String> TYPES =
            List.of("any", "boolean", "integer", "null", "number", "string", "object", "array");
    private static final List<String> SHAPES = List.of("array", "object", "enum");
    private static final String WILDCARD = "(*)";

    private final Predicate<List<String>> blank;

    private Picoschema(Predicate<List<String>> blank) {
        this.blank = blank;
    }

    /**
     * Expands a schema.
     *
     * @param blank whether nothing is written at a path from the top of the schema down; what is null and yet written
     *     is the type {@code null}
     * @throws SchemaFault if it names an unknown type or holds something that is neither a word nor a map
     */
    public static Map<String, Object> expand(Object schema, Predicate<List<String>> blank) {
        if (schema instanceof Map<?, ?> map) {
            if (map.get("type") instanceof String type && TYPES.contains(type)) {
                refuseFields(map, type);
                return type.equals("any") ? without(map, "type") : copy(map);
            }
            if (map.get("properties") instanceof Map) {
                Map<String, Object> copy = copy(map);
                copy.put("type", "object");
                return copy;
            }
            if (map.get("type") instanceof List || map.containsKey("$ref") || map.containsKey("anyOf")) {
                return copy(map);
            }
        }
        return new Picoschema(blank).pico(schema, List.of());
    }

    /** {@code type: string} beside other fields is read as JSON Schema, in which those fields mean nothing. */
    private static void refuseFields(Map<?, ?> map, String type) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!Keywords.known(key) && (entry.getValue() instanceof String || entry.getValue() instanceof Map)) {
                throw new SchemaFault(
                        List.of(key),
                        "a field named 'type' makes the whole schema JSON Schema, in which '" + key + "' means nothing",
                        "describe the field, as in  type: " + type + ", what it is");
            }
        }
    }

    private Map<String, Object> pico(@Nullable Object schema, List<String> path) {
        if (schema instanceof String text) {
            return scalar(text, path);
        }
        if (schema instanceof Map<?, ?> fields) {
            return object(fields, path);
        }
        if (schema == null && !blank.test(path)) {
            return scalar("null", path);
        }
        throw new SchemaFault(
                path,
                schema == null ? "a type is missing" : "a type cannot be " + schema,
                "write one of " + String.join(", ", SCALARS) + ", or a map of fields");
    }

    private static Map<String, Object> scalar(String text, List<String> path) {
        Described described = Described.of(text);
        if (!SCALARS.contains(described.word())) {
            throw new SchemaFault(
                    path, "the type '" + described.word() + "' is unknown", Spelling.hint(described.word(), SCALARS));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        if (!described.word().equals("any")) {
            schema.put("type", described.word());
        }
        return described.onto(schema);
    }

    private Map<String, Object> object(Map<?, ?> fields, List<String> path) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        Object others = false;
        for (Map.Entry<?, ?> entry : fields.entrySet()) {
            String key = String.valueOf(entry.getKey());
            List<String> here = new ArrayList<>(path);
            here.add(key);
            if (key.equals(WILDCARD)) {
                others = pico(entry.getValue(), here);
                continue;
            }
            Field field = Field.of(key, here);
            if (!field.optional()) {
                required.add(field.name());
            }
            properties.put(field.name(), property(field, entry.getValue(), here));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", others);
        return schema;
    }

    private Map<String, Object> property(Field field, @Nullable Object value, List<String> path) {
        Described shape = field.shape();
        if (shape == null) {
            return field.optional() ? nullable(pico(value, path)) : pico(value, path);
        }
        return switch (shape.word()) {
            case "array" -> {
                Map<String, Object> array = new LinkedHashMap<>();
                array.put("type", "array");
                array.put("items", pico(value, path));
                yield shape.onto(field.optional() ? nullable(array) : array);
            }
            case "object" -> shape.onto(field.optional() ? nullable(pico(value, path)) : pico(value, path));
            case "enum" -> shape.onto(choice(value, field.optional(), path));
            default ->
                throw new SchemaFault(
                        path,
                        "'" + shape.word() + "' cannot stand in parentheses",
                        Spelling.hint(shape.word(), SHAPES));
        };
    }

    private static Map<String, Object> choice(@Nullable Object value, boolean optional, List<String> path) {
        if (!(value instanceof List<?> choices) || choices.isEmpty()) {
            throw new SchemaFault(path, "an enum needs a list of values", "write  [FIRST, SECOND]");
        }
        List<@Nullable Object> all = new ArrayList<>(choices);
        if (optional && !all.contains(null)) {
            all.add(null);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("enum", all);
        return schema;
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type && !type.equals("null")) {
            schema.put("type", List.of(type, "null"));
        }
        return schema;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    private static Map<String, Object> without(Map<?, ?> map, String key) {
        Map<String, Object> copy = copy(map);
        copy.remove(key);
        return copy;
    }
}
