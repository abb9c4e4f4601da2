package io.cama.output.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where paths are looked up: innermost first, such as an element of a list before the item it is in.
 *
 * <p>A path is a field's name, or names joined by dots; a number picks from a list. {@code #} is the running number,
 * {@code .} the innermost value itself. A name that has dots of its own is found, too.
 */
public final class Scope {
    private final long number;
    private final List<@Nullable Object> roots;

    private Scope(long number, List<@Nullable Object> roots) {
        this.number = number;
        this.roots = roots;
    }

    /**
     * The scope of an item.
     *
     * @param number of the record in the output, 1 for the first
     */
    public static Scope of(long number, Map<String, Object> item) {
        return new Scope(number, List.of(item));
    }

    /** A scope in which the element comes before all that is in this one. */
    public Scope within(@Nullable Object element) {
        List<@Nullable Object> inner = new ArrayList<>();
        inner.add(element);
        inner.addAll(roots);
        return new Scope(number, inner);
    }

    /** What the path names, or null when there is no such thing or it is null. */
    public @Nullable Object get(String path) {
        if (path.equals("#")) {
            return number;
        }
        if (path.equals(".")) {
            return roots.get(0);
        }
        for (Object root : roots) {
            Found found = find(root, path);
            if (found != null) {
                return found.value();
            }
        }
        return null;
    }

    /** What the path names, as a list: empty for nothing, of one element for what is no list. */
    public List<?> list(String path) {
        Object value = get(path);
        if (value instanceof List<?> list) {
            return list;
        }
        return value == null ? List.of() : Collections.singletonList(value);
    }

    /** Text as it is, other scalars as written in JSON, nothing as empty text, lists and objects as compact JSON. */
    public static String plain(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Map || value instanceof List ? Json.write(value) : value.toString();
    }

    /** As {@link #plain}, but for people: {@code a, b} for a list, {@code name: value, …} for an object. */
    public static String readable(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(Scope::readable)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> !readable(entry.getValue()).isEmpty())
                    .map(entry -> entry.getKey() + ": " + readable(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return plain(value);
    }

    private static @Nullable Found find(@Nullable Object root, String path) {
        if (root instanceof Map<?, ?> map && map.containsKey(path)) {
            return new Found(map.get(path));
        }
        if (root instanceof List<?> list && path.matches("\\d{1,6}")) {
            int index = Integer.parseInt(path);
            return index < list.size() ? new Found(list.get(index)) : null;
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            Found head = dot == 0 ? null : find(root, path.substring(0, dot));
            Found found = head == null ? null : find(head.value(), path.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private record Found(@Nullable Object value) {}
}
