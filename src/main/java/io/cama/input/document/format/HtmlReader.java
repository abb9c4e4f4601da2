package io.cama.input.document.format;

import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** HTML: what a reader sees of it, without scripts, styles and what is hidden. Elements deeper than allowed are flattened. */
final class HtmlReader implements DocumentReader {
    private static final Set<String> SILENT =
            Set.of("head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "select");
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
            "label", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
            "sup", "time", "tt", "u", "var", "wbr", "img", "big");

    private final @Nullable Charset charset;
    private final int maxDepth;

    HtmlReader(@Nullable Charset charset, int maxDepth) {
        this.charset = charset;
        this.maxDepth = maxDepth;
    }

    @Override
    public void read(byte[] bytes, Manuscript text) throws IOException, RefusedDocument {
        Parser parser = Parser.htmlParser().setMaxDepth(maxDepth);
        Document page =
                Jsoup.parse(new ByteArrayInputStream(bytes), charset == null ? null : charset.name(), "", parser);
        text.title(page.title());
        new Walk(text).over(page.body());
    }

    /** Goes through the nodes without recursion. */
    private static final class Walk {
        private final Manuscript text;
        private final StringBuilder block = new StringBuilder();
        private int preformatted;

        Walk(Manuscript text) {
            this.text = text;
        }

        void over(Element root) throws RefusedDocument {
            Node node = root;
            int depth = 0;
            while (true) {
                open(node);
                Node child = isSilent(node) ? null : node.firstChild();
                if (child != null) {
                    node = child;
                    depth++;
                    continue;
                }
                close(node);
                Node next = depth == 0 ? null : node.nextSibling();
                while (next == null && depth > 0) {
                    node = Objects.requireNonNull(node.parent());
                    close(node);
                    next = --depth == 0 ? null : node.nextSibling();
                }
                if (next == null) {
                    flush();
                    return;
                }
                node = next;
            }
        }

        private void open(Node node) throws RefusedDocument {
            if (node instanceof TextNode words) {
                block.append(words.getWholeText());
            } else if (node instanceof Element element && !isSilent(node)) {
                switch (element.normalName()) {
                    case "br" -> block.append('\n');
                    case "td", "th" -> block.append(block.isEmpty() ? "" : " | ");
                    case "li" -> {
                        flush();
                        block.append("- ");
                    }
                    case "pre", "textarea" -> {
                        flush();
                        preformatted++;
                    }
                    default -> {
                        if (!INLINE.contains(element.normalName()) && !isCell(element.parent())) {
                            flush();
                        }
                    }
                }
            }
        }

        private void close(Node node) throws RefusedDocument {
            if (!(node instanceof Element element) || isSilent(node)) {
                return;
            }
            String name = element.normalName();
            if (name.matches("h[1-6]")) {
                String words = block.toString();
                block.setLength(0);
                text.heading(name.charAt(1) - '0', words);
            } else if (name.equals("td") || name.equals("th") || isCell(element.parent())) {
                block.append(' ');
            } else if (!INLINE.contains(name) && !name.equals("br")) {
                flush();
            }
            if (name.equals("pre") || name.equals("textarea")) {
                preformatted--;
            }
        }

        private void flush() throws RefusedDocument {
            String words = block.toString();
            block.setLength(0);
            if (preformatted > 0) {
                text.lines(words);
            } else if (!words.equals("- ")) {
                text.paragraph(words);
            }
        }

        private static boolean isCell(@Nullable Element element) {
            return element != null
                    && (element.normalName().equals("td")
                            || element.normalName().equals("th"));
        }

        private static boolean isSilent(Node node) {
            return node instanceof Element element
                    && (SILENT.contains(element.normalName())
                            || element.hasAttr("hidden")
                            || element.attr("style").replaceAll("\\s", "").contains("display:none"));
        }
    }
}
