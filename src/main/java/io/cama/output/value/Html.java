package io.cama.output.value;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of unknown origin made safe to stand in an HTML page, also inside a quoted attribute. Every angle bracket and
 * quote in what comes out was put there by this class, so it does not matter what the dropped pieces were.
 */
public final class Html {
    private static final Set<String> ALLOWED = Set.of("b", "i", "u", "em", "strong", "ruby", "rt", "rp", "br", "span");
    private static final Pattern SILENT =
            Pattern.compile("(?is)<!--.*?(?:-->|$)|<(script|style)\\b.*?(?:</\\1\\b[^>]*>|$)");
    private static final Pattern TAG = Pattern.compile("(?s)<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[\\s/\"'][^<>]*)?)>");
    private static final Pattern DECLARATION = Pattern.compile("(?s)<[!?][^<>]*>");
    private static final Pattern CLASS =
            Pattern.compile("(?i)(?:^|\\s)class\\s*=\\s*(?:\"([\\w -]*)\"|'([\\w -]*)'|([\\w-]+)(?=\\s|$))");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});");
    private static final Pattern DIRECTIVE = Pattern.compile("(?i)\\[(?=sound:|anki:|/?latex|/?\\$)");
    private static final Pattern MARKUP = Pattern.compile("<[^<>]*>");

    private Html() {}

    /** Canonical Unicode without control characters or halves of characters; tabs and line breaks stay. */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Json.isSurrogate(point)) {
                out.append('\uFFFD');
            } else if (!Character.isISOControl(point) || point == '\n' || point == '\r' || point == '\t') {
                out.appendCodePoint(point);
            }
        });
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    /** The text as a reader is to see it, whatever is in it. Line breaks become {@code <br>}. */
    public static String escape(String text) {
        return breaks(escapeMarks(clean(text).replace("&", "&amp;")));
    }

    /**
     * Keeps the tags b, i, u, em, strong, ruby, rt, rp, br and span with a class, closes those left open, and drops
     * all other markup: of scripts, styles and comments also what they enclose.
     */
    public static String filter(String html) {
        String source = SILENT.matcher(clean(html)).replaceAll("");
        StringBuilder out = new StringBuilder(source.length());
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(source);
        Matcher declaration = DECLARATION.matcher(source);
        int at = 0;
        while (at < source.length()) {
            int angle = source.indexOf('<', at);
            int until = angle < 0 ? source.length() : angle;
            out.append(text(source.substring(at, until)));
            at = until;
            if (angle >= 0) {
                tag.region(angle, source.length());
                declaration.region(angle, source.length());
                if (tag.lookingAt()) {
                    tag(tag, open, out);
                    at = tag.end();
                } else if (declaration.lookingAt()) {
                    at = declaration.end();
                } else {
                    out.append("&lt;");
                    at = angle + 1;
                }
            }
        }
        open.forEach(name -> out.append("</").append(name).append('>'));
        return out.toString();
    }

    /** What is left of HTML made by this class when its tags are gone and its entities are characters again. */
    public static String strip(String html) {
        return MARKUP.matcher(html)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#91;", "[")
                .replace("&#123;", "{")
                .replace("&#125;", "}")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static void tag(Matcher tag, Deque<String> open, StringBuilder out) {
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (!ALLOWED.contains(name)) {
            return;
        }
        if (name.equals("br")) {
            out.append("<br>");
        } else if (tag.group(1).isEmpty()) {
            open.push(name);
            out.append('<')
                    .append(name)
                    .append(name.equals("span") ? classOf(tag.group(3)) : "")
                    .append('>');
        } else if (open.contains(name)) {
            String last;
            do {
                last = open.pop();
                out.append("</").append(last).append('>');
            } while (!last.equals(name));
        }
    }

    private static String classOf(String attributes) {
        Matcher match = CLASS.matcher(attributes);
        if (!match.find()) {
            return "";
        }
        for (int group = 1; group <= match.groupCount(); group++) {
            if (match.group(group) != null) {
                return " class=\"" + match.group(group) + "\"";
            }
        }
        return "";
    }

    private static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Matcher entity = ENTITY.matcher(text);
        int at = 0;
        while (entity.find()) {
            out.append(text.substring(at, entity.start()).replace("&", "&amp;")).append(entity.group());
            at = entity.end();
        }
        out.append(text.substring(at).replace("&", "&amp;"));
        return breaks(escapeMarks(out.toString()));
    }

    private static String escapeMarks(String text) {
        return DIRECTIVE
                .matcher(text.replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;"))
                .replaceAll("&#91;");
    }

    private static String breaks(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\n", "<br>")
                .replace('\t', ' ');
    }
}
