package io.cama.output.anki;

import io.cama.output.value.Html;
import io.cama.output.value.Scope;
import io.cama.output.value.TextPattern;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tags of a note. Anki parts tags by spaces and levels of a tag by two colons, so values must bring neither. */
final class Tags {
    private Tags() {}

    /** All tags, each once, in the order in which they are first named. */
    static List<String> of(List<TextPattern> patterns, @Nullable String from, Scope scope) {
        Stream<String> named =
                patterns.stream().map(pattern -> pattern.fillAll(path -> flat(Scope.readable(scope.get(path)))));
        Stream<String> given =
                from == null ? Stream.of() : given(scope.get(from)).map(Tags::hierarchical);
        Map<String, String> once = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return Stream.concat(named, given)
                .map(Tags::tidy)
                .filter(tag -> !tag.isEmpty() && once.putIfAbsent(tag, tag) == null)
                .toList();
    }

    /** A value that is to be one level of a tag's or a deck's name. */
    static String flat(String value) {
        return value.replaceAll(":{2,}", ":");
    }

    private static Stream<String> given(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(Scope::readable);
        }
        String text = Scope.readable(value);
        return Arrays.stream(text.split(text.contains(",") ? "," : "\\s+"));
    }

    private static String hierarchical(String tag) {
        return tag.contains("::") ? tag : tag.replaceFirst("\\s*:\\s*", "::");
    }

    private static String tidy(String tag) {
        return Html.clean(tag)
                .replace("\"", "")
                .strip()
                .replaceAll("[\\s\\u00A0\\u3000]+", "_")
                .replaceAll("^:+|:+$", "");
    }
}
