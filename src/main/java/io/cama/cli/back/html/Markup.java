package io.cama.cli.back.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * HTML in the making. Text and attribute values are escaped here and nowhere else, and only elements and attributes
 * that can do nothing are let in, so that no text from a file or a model can become active.
 */
public final class Markup {
    private static final Set<String> TAGS = Set.of(
            "main", "header", "footer", "section", "div", "span", "h1", "h2", "h3", "p", "b", "small", "ol", "ul", "li",
            "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "pre", "code", "details",
            "summary", "svg", "rect", "title", "g");

    private static final Set<String> ATTRIBUTES = Set.of(
            "class",
            "viewBox",
            "preserveAspectRatio",
            "role",
            "aria-label",
            "x",
            "y",
            "width",
            "height",
            "scope",
            "colspan",
            "dir");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes name, value, name, value, …
     */
    public Markup open(String tag, String... attributes) {
        out.append('<').append(known(tag, TAGS));
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(known(attributes[i], ATTRIBUTES)).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the element opened last. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        if (open.size() < 3) {
            out.append('\n');
        }
        return this;
    }

    /** Text, escaped. */
    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element that holds only text. */
    public Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    private static String known(String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("a report has no \"" + name + "\"");
        }
        return name;
    }

    /** What could steer the reading direction or is no character at all is shown by its number. */
    private void escape(String text) {
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.appendCodePoint(point);
                default -> {
                    if (isOdd(point)) {
                        out.append(String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", point));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
    }

    private static boolean isOdd(int point) {
        int type = Character.getType(point);
        boolean steers = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
        return steers
                || type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (point & 0xfffe) == 0xfffe;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("left open: " + open);
        }
        return out.toString();
    }
}
