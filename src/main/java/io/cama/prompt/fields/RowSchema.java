package io.cama.prompt.fields;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An output schema read as that of a table: an object is one row, an array's items are its rows.
 *
 * @param row JSON Schema of one row
 * @param columns the row's properties, in order, with their schemas
 * @param required columns a row must have
 */
public record RowSchema(Map<String, Object> row, Map<String, Map<String, Object>> columns, List<String> required) {
    /** The table a schema describes, if it does describe one. */
    public static Optional<RowSchema> of(@Nullable Map<String, Object> schema) {
        if (schema == null) {
            return Optional.empty();
        }
        Map<String, Object> row = schema.get("items") instanceof Map<?, ?> items ? entries(items) : schema;
        if (!(row.get("properties") instanceof Map<?, ?> properties) || properties.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Map<String, Object>> columns = new LinkedHashMap<>();
        properties.forEach((name, column) ->
                columns.put(String.valueOf(name), column instanceof Map<?, ?> map ? entries(map) : Map.of()));
        List<String> required = new ArrayList<>();
        if (row.get("required") instanceof List<?> names) {
            names.forEach(name -> required.add(String.valueOf(name)));
        }
        return Optional.of(new RowSchema(row, columns, required));
    }

    /** Whether a column may be left empty: it is not required, or may be null. */
    public boolean mayBeEmpty(String column) {
        return !required.contains(column) || allows(column, "null");
    }

    /** Whether a column's schema lets a value be of {@code type}; one that names no type is of text. */
    public boolean allows(String column, String type) {
        Map<String, Object> schema = columns.getOrDefault(column, Map.of());
        Object types = schema.get("type");
        if (types == null) {
            boolean nullable = schema.get("enum") instanceof List<?> choices && choices.contains(null);
            return type.equals("string") || (nullable && type.equals("null"));
        }
        return type.equals(types) || (types instanceof List<?> several && several.contains(type));
    }

    private static Map<String, Object> entries(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
