package io.cama.output.anki.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One side of a card: text with {@code {{Field}}}, {@code {{filter:Field}}} and the sections {@code {{#Field}}…{{/Field}}}
 * (shown when the field has something) and {@code {{^Field}}…{{/Field}}} (shown when it has not).
 *
 * @param source as its author wrote it
 * @param nodes what it consists of
 */
public record CardTemplate(String source, List<Node> nodes) {
    private static final Pattern TOKEN = Pattern.compile("(?s)<!--.*?-->|\\{\\{(.*?)\\}\\}");
    private static final Pattern BLANK = Pattern.compile("(?i)(?:\\s|</?(?:br|div)\\s*/?>)*");

    /** A part of a template. */
    public sealed interface Node {}

    /** Shown as it is. */
    public record Text(String text) implements Node {}

    /**
     * A field's place.
     *
     * @param filters such as {@code text} or {@code type}, outermost first
     */
    public record Place(String field, List<String> filters, int line) implements Node {}

    /**
     * Shown depending on a field.
     *
     * @param filled whether it is shown when the field has something, rather than when it has not
     */
    public record Section(String field, boolean filled, List<Node> children, int line) implements Node {}

    /** Hears of mistakes. */
    @FunctionalInterface
    public interface Mistakes {
        void at(int line, String message);
    }

    /** Reads a template; what is wrong with it is reported, and read as far as that is possible. */
    public static CardTemplate parse(String source, Mistakes mistakes) {
        List<Node> top = new ArrayList<>();
        Deque<Section> open = new ArrayDeque<>();
        Matcher token = TOKEN.matcher(source);
        int at = 0;
        while (token.find()) {
            List<Node> here = open.isEmpty() ? top : open.peek().children();
            here.add(new Text(source.substring(at, token.start())));
            at = token.end();
            int line = 1
                    + (int) source.substring(0, token.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            String content = token.group(1);
            if (content == null) {
                here.add(new Text(token.group()));
            } else if (content.startsWith("#") || content.startsWith("^")) {
                Section section =
                        new Section(content.substring(1).strip(), content.startsWith("#"), new ArrayList<>(), line);
                here.add(section);
                open.push(section);
            } else if (content.startsWith("/")) {
                close(content.substring(1).strip(), open, line, mistakes);
            } else {
                List<String> parts = List.of(content.strip().split("\\s*:\\s*", -1));
                int last = parts.size() - 1;
                here.add(new Place(parts.get(last), parts.subList(0, last), line));
            }
        }
        top.add(new Text(source.substring(at)));
        open.forEach(left -> mistakes.at(left.line(), "the section of \"" + left.field() + "\" is not closed"));
        return new CardTemplate(source, top);
    }

    private static void close(String field, Deque<Section> open, int line, Mistakes mistakes) {
        if (open.isEmpty() || !open.peek().field().equals(field)) {
            mistakes.at(line, "{{/" + field + "}} closes a section that is not open here");
        } else {
            open.pop();
        }
    }

    /**
     * Whether a card is made: Anki makes one when at least one field with something in it is shown, whatever text
     * stands around.
     *
     * @param filled fields that have something
     */
    public boolean shows(Set<String> filled) {
        return shows(nodes, filled);
    }

    private static boolean shows(List<Node> nodes, Set<String> filled) {
        for (Node node : nodes) {
            if (node instanceof Place place && filled.contains(place.field())) {
                return true;
            }
            if (node instanceof Section section
                    && section.filled() == filled.contains(section.field())
                    && shows(section.children(), filled)) {
                return true;
            }
        }
        return false;
    }

    /** All places and sections, the inner ones, too. */
    public List<Node> mentions() {
        List<Node> found = new ArrayList<>();
        collect(nodes, found);
        return found;
    }

    private static void collect(List<Node> nodes, List<Node> found) {
        for (Node node : nodes) {
            if (node instanceof Section section) {
                found.add(section);
                collect(section.children(), found);
            } else if (node instanceof Place) {
                found.add(node);
            }
        }
    }

    /** Whether Anki takes a field's HTML for empty. */
    public static boolean blank(String html) {
        return BLANK.matcher(html).matches();
    }
}
