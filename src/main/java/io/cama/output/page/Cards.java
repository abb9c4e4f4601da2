package io.cama.output.page;

import io.cama.output.Row;
import io.cama.output.value.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row as a card, where its job has no template: what was asked, and under each prompt's name the answer. */
final class Cards {
    private Cards() {}

    static String of(Row row) {
        StringBuilder out =
                new StringBuilder(row.recorded() ? "<div class=\"card error\">\n" : "<div class=\"card\">\n");
        out.append("<h2>").append(PageText.escape(title(row.values()))).append("</h2>\n");
        fields(row.values(), out);
        return out.append("</div>\n").toString();
    }

    private static String title(Map<String, Object> values) {
        return values.values().stream()
                .filter(value -> value instanceof String text && !text.isBlank())
                .findFirst()
                .map(Scope::plain)
                .orElse("");
    }

    private static void fields(Map<?, ?> values, StringBuilder out) {
        out.append("<dl>");
        values.forEach((name, value) -> {
            out.append("<dt>").append(PageText.escape(String.valueOf(name))).append("</dt><dd>");
            value(value, out);
            out.append("</dd>\n");
        });
        out.append("</dl>\n");
    }

    private static void value(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            fields(map, out);
        } else if (value instanceof List<?> list) {
            out.append("<ul>");
            for (Object element : list) {
                out.append("<li>");
                value(element, out);
                out.append("</li>");
            }
            out.append("</ul>");
        } else {
            out.append(PageText.escape(Scope.plain(value)));
        }
    }
}
