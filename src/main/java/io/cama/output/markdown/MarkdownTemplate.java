package io.cama.output.markdown;

import io.cama.model.Finding;
import io.cama.output.OutputJob;
import io.cama.output.Outputs;
import io.cama.output.value.Scope;
import io.cama.output.value.TextPattern;
import io.cama.output.value.YamlPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Markdown is made of items. A line that is one {@code {path}} and nothing else becomes the value's paragraphs or
 * points; in any other line values stand as text, and the line is left out where one of them is missing.
 *
 * @param head stands once above all, filled from the first item; empty for none
 * @param item stands once for each item, or null for what is usual
 * @param rows path to a list whose elements take the place of the item, or null
 */
record MarkdownTemplate(
        String head, @Nullable String item, @Nullable String rows) {
    static final String NAME = "md";

    private static final Pattern BLOCK = Pattern.compile("\\s*\\{([^{}]+)}\\s*");

    /** Reads the format's part of {@code outputs.yaml}; without one, everything is as usual. */
    static MarkdownTemplate read(@Nullable Path folder, List<Finding> findings) {
        MarkdownTemplate usual = new MarkdownTemplate("", null, null);
        if (folder == null) {
            return usual;
        }
        return YamlPart.read(folder.resolve(Outputs.OUTPUTS_FILE), findings)
                .flatMap(top -> top.part(NAME))
                .map(part -> {
                    part.only(List.of("head", "item", "rows"));
                    return new MarkdownTemplate(
                            part.text("head").orElse(""),
                            part.text("item").orElse(null),
                            part.text("rows").orElse(null));
                })
                .orElse(usual);
    }

    /** The texts of an item, one for each of its rows. */
    List<String> texts(Map<String, Object> values, long first, OutputJob job) {
        List<String> texts = new ArrayList<>();
        if (rows == null) {
            texts.add(text(Scope.of(first, values), values, job));
            return texts;
        }
        for (Object element : Scope.of(first, values).list(rows)) {
            texts.add(text(Scope.of(first + texts.size(), values).within(element), values, job));
        }
        return texts;
    }

    /** What stands above all items. */
    String head(Map<String, Object> first) {
        return filled(head, Scope.of(1, first));
    }

    private String text(Scope scope, Map<String, Object> values, OutputJob job) {
        return item == null ? usual(scope, values, job) : filled(item, scope);
    }

    private static String filled(String template, Scope scope) {
        StringBuilder out = new StringBuilder();
        for (String line : template.stripTrailing().split("\n", -1)) {
            Matcher block = BLOCK.matcher(line);
            String filled = block.matches()
                    ? MarkdownText.block(scope.get(block.group(1).strip()))
                    : new TextPattern(line).fillAll(path -> MarkdownText.inline(scope.get(path)));
            if (!filled.isEmpty() || line.isBlank()) {
                out.append(filled.stripTrailing()).append('\n');
            }
        }
        return out.toString().replaceAll("\n{3,}", "\n\n").strip();
    }

    /** A heading with the number and the key, then each field; an answer with members under a heading of its own. */
    private static String usual(Scope scope, Map<String, Object> values, OutputJob job) {
        StringBuilder out = new StringBuilder("## " + scope.get("#"));
        for (String key : job.key()) {
            out.append(" · ").append(MarkdownText.inline(scope.get(key)));
        }
        values.forEach((name, value) -> {
            String text = MarkdownText.block(value);
            if (!text.isEmpty()) {
                boolean lines = value instanceof Map || value instanceof List || text.contains("\n");
                out.append("\n\n").append(lines ? "### " : "**").append(MarkdownText.inline(name));
                out.append(lines ? "\n\n" : ":** ").append(text);
            }
        });
        return out.toString();
    }
}
