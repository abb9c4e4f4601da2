package io.cama.output.markdown;

import io.cama.output.value.Html;
import io.cama.output.value.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text of unknown origin made safe to stand in Markdown: a reader sees its characters, and nothing of them is markup. */
final class MarkdownText {
    private static final Pattern ANYWHERE = Pattern.compile("[\\\\#`*_\\[\\]<>&|~${}]|[=%](?=[=%])|(?<=[=%])[=%]");
    private static final Pattern ADDRESS = Pattern.compile("(?i):(?=//)|(?<=\\bwww)\\.");
    private static final Pattern AT_START = Pattern.compile("^(?:[+\\-=:]|\\d{1,9}(?=[.)]))");

    private MarkdownText() {}

    /** A value on one line. */
    static String inline(@Nullable Object value) {
        return escaped(Scope.readable(value));
    }

    /**
     * A value as lines of its own: a text as paragraphs, a list with a point for each element, an object with a point
     * for each member. Empty for nothing.
     */
    static String block(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(MarkdownText::point)
                    .filter(point -> !point.isEmpty())
                    .map(point -> "- " + point)
                    .collect(Collectors.joining("\n"));
        }
        if (value instanceof Map<?, ?> map) {
            return members(map).stream().map(member -> "- " + member).collect(Collectors.joining("\n"));
        }
        return paragraphs(Scope.plain(value));
    }

    private static String point(@Nullable Object element) {
        return element instanceof Map<?, ?> map ? String.join("\\\n  ", members(map)) : inline(element);
    }

    private static List<String> members(Map<?, ?> map) {
        List<String> members = new ArrayList<>();
        map.forEach((name, value) -> {
            String text = inline(value);
            if (!text.isEmpty()) {
                members.add("**" + inline(name) + ":** " + text);
            }
        });
        return members;
    }

    /** Blank lines part paragraphs; a line end within one stays a line end. */
    private static String paragraphs(String text) {
        StringBuilder out = new StringBuilder();
        boolean blank = false;
        for (String line : Html.clean(text).split("\\R", -1)) {
            String escaped = escaped(line);
            if (!escaped.isEmpty()) {
                out.append(out.isEmpty() ? "" : blank ? "\n\n" : "\\\n").append(escaped);
            }
            blank = escaped.isEmpty();
        }
        return out.toString();
    }

    private static String escaped(String text) {
        String line = Html.clean(text).replaceAll("[\\s\\p{Z}]+", " ").strip();
        String harmless = ANYWHERE.matcher(line).replaceAll("\\\\$0");
        String plain = ADDRESS.matcher(harmless).replaceAll("\\\\$0");
        return AT_START.matcher(plain)
                .replaceFirst(start ->
                        Character.isDigit(start.group().charAt(0)) ? start.group() + "\\\\" : "\\\\" + start.group());
    }
}
