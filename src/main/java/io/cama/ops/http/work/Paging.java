package io.cama.ops.http.work;

import io.cama.ops.http.route.Asked;
import io.cama.ops.http.shape.Shape;
import io.cama.ops.http.wire.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What lists have in common. */
public final class Paging {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final int FARTHEST = 1_000_000;

    private Paging() {}

    /** How many of a list are wanted, 1 to 500. */
    public static int limit(Asked asked) {
        return (int) asked.request().number("limit", USUAL, 1, MOST);
    }

    /** How many of a list are left out first. */
    public static int offset(Asked asked) {
        return (int) asked.request().number("offset", 0, 0, FARTHEST);
    }

    /** A page of what was found, of which one more was asked for than is shown. */
    public static <T> Map<String, Object> page(
            String name, List<T> found, int offset, int limit, Function<T, Map<String, Object>> shape) {
        boolean more = found.size() > limit;
        List<Map<String, Object>> shown = found.stream().limit(limit).map(shape).toList();
        return Shape.page(name, shown, more ? (long) offset + limit : null);
    }

    /** The constant that a value of the query names, or null where it names none; any other text is a problem. */
    public static <E extends Enum<E>> @Nullable E one(Class<E> type, Map<String, String> query, String name) {
        String text = query.get(name);
        return text == null ? null : one(type, name, text);
    }

    /** The constant that a text names; any other text is a problem. */
    public static <E extends Enum<E>> E one(Class<E> type, String name, String text) {
        E[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> Problem.bad(name + " has to be one of " + Arrays.toString(all) + "."));
    }
}
