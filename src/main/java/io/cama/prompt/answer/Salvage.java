package io.cama.prompt.answer;

import io.cama.prompt.Answer;
import io.cama.prompt.schema.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the valid records of a list in which others break the schema. Only where it is plain what a record is: the
 * schema is a list of objects, or an object with exactly one such list among its properties; only where nothing else is
 * wrong; and only if what is left fits the whole schema, its least number of records too.
 */
public final class Salvage {
    private static final int MAX_WARNINGS = 20;

    private final Schemas schemas;

    public Salvage(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The value without its broken records, with a line for each of them; empty where nothing can be kept. */
    public Optional<Answer> of(Map<String, Object> schema, @Nullable Object value) {
        Optional<List<String>> place = place(schema);
        if (place.isEmpty() || !(at(value, place.get()) instanceof List<?> records)) {
            return Optional.empty();
        }
        int depth = place.get().size();
        var broken = new TreeSet<Integer>();
        for (List<String> path : schemas.broken(schema, value)) {
            if (path.size() <= depth || !path.subList(0, depth).equals(place.get())) {
                return Optional.empty();
            }
            broken.add(Integer.valueOf(path.get(depth)));
        }
        var kept = new ArrayList<Object>();
        for (int i = 0; i < records.size(); i++) {
            if (!broken.contains(i)) {
                kept.add(records.get(i));
            }
        }
        Object rest = replaced(value, place.get(), kept);
        boolean fits = !kept.isEmpty()
                && kept.stream().allMatch(Map.class::isInstance)
                && schemas.violations(schema, rest, 1).isEmpty();
        return fits
                ? Optional.of(new Answer(rest, warnings(schema, value, broken.size(), records.size())))
                : Optional.empty();
    }

    /** Where the list of records is: the value itself, or one of its properties. */
    private static Optional<List<String>> place(Map<String, Object> schema) {
        if (isRecords(schema)) {
            return Optional.of(List.of());
        }
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return Optional.empty();
        }
        List<List<String>> lists = properties.entrySet().stream()
                .filter(property -> isRecords(property.getValue()))
                .map(property -> List.of(String.valueOf(property.getKey())))
                .toList();
        return lists.size() == 1 ? Optional.of(lists.get(0)) : Optional.empty();
    }

    private static boolean isRecords(@Nullable Object schema) {
        return schema instanceof Map<?, ?> list
                && names(list.get("type"), "array")
                && list.get("items") instanceof Map<?, ?> items
                && (names(items.get("type"), "object") || items.containsKey("$ref"));
    }

    private static boolean names(@Nullable Object type, String name) {
        return name.equals(type) || (type instanceof List<?> types && types.contains(name));
    }

    private static @Nullable Object at(@Nullable Object value, List<String> place) {
        if (place.isEmpty()) {
            return value;
        }
        return value instanceof Map<?, ?> map ? map.get(place.get(0)) : null;
    }

    private static Object replaced(@Nullable Object value, List<String> place, List<Object> kept) {
        if (place.isEmpty() || !(value instanceof Map<?, ?> map)) {
            return kept;
        }
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, member) -> copy.put(String.valueOf(key), member));
        copy.put(place.get(0), kept);
        return copy;
    }

    private List<String> warnings(Map<String, Object> schema, @Nullable Object value, int broken, int all) {
        var lines = new ArrayList<String>();
        lines.add("%d of %d records %s left out".formatted(broken, all, broken == 1 ? "was" : "were"));
        lines.addAll(schemas.violations(schema, value, MAX_WARNINGS));
        return lines;
    }
}
