package io.cama.prompt.template;

import io.cama.prompt.json.JsonWriter;
import io.cama.prompt.json.NumberText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What values are to a template: their text, their truth, their parts. The rules are JavaScript's. */
final class Values {
    private static final JsonWriter JSON = new JsonWriter();

    private Values() {}

    /** The text a tag prints: nothing for null, JSON for a map, the elements with commas for a list. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Map) {
            return JSON.write(value, 0);
        }
        if (value instanceof List<?> list) {
            StringJoiner all = new StringJoiner(",");
            list.forEach(element -> all.add(text(element)));
            return all.toString();
        }
        return value instanceof Number number ? NumberText.of(number) : value.toString();
    }

    static boolean truthy(@Nullable Object value) {
        if (value instanceof Number number) {
            double size = number.doubleValue();
            return size != 0 && !Double.isNaN(size);
        }
        return value != null
                && !Boolean.FALSE.equals(value)
                && !(value instanceof CharSequence text && text.isEmpty())
                && !(value instanceof List<?> list && list.isEmpty());
    }

    /** Strict equality: numbers by size, maps and lists only when they are the same one. */
    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == right) {
            return true;
        }
        if (left instanceof Number one && right instanceof Number two) {
            return compare(one, two);
        }
        return left != null && !(left instanceof Map) && !(left instanceof List) && left.equals(right);
    }

    private static boolean compare(Number one, Number two) {
        if (one.doubleValue() != two.doubleValue()) {
            return false;
        }
        return !Double.isFinite(one.doubleValue())
                || new BigDecimal(one.toString()).compareTo(new BigDecimal(two.toString())) == 0;
    }

    /** The part called {@code name}: of a map its entry, of a list its element or length, of a text its length. */
    static @Nullable Object part(@Nullable Object whole, String name) {
        if (whole instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (whole instanceof List<?> list) {
            if (name.equals("length")) {
                return list.size();
            }
            int index = index(name);
            return index >= 0 && index < list.size() ? list.get(index) : null;
        }
        return whole instanceof CharSequence text && name.equals("length") ? text.length() : null;
    }

    private static int index(String name) {
        boolean digits = !name.isEmpty() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(name) : -1;
    }
}
