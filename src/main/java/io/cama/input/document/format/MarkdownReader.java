package io.cama.input.document.format;

import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Markdown: its headings part it, and its blocks stay as they are written. */
final class MarkdownReader implements DocumentReader {
    private static final int NESTED = 100;

    private final Charset charset;

    MarkdownReader(Charset charset) {
        this.charset = charset;
    }

    @Override
    public void read(byte[] bytes, Manuscript text) throws RefusedDocument {
        List<String> lines = new String(bytes, charset).lines().toList();
        Node document = Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(NESTED)
                .maxInlineNesting(NESTED)
                .build()
                .parse(String.join("\n", lines));
        int done = 0;
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            List<SourceSpan> spans = block.getSourceSpans();
            if (block instanceof Document || spans.isEmpty()) {
                continue;
            }
            int first = spans.get(0).getLineIndex();
            int behind = spans.get(spans.size() - 1).getLineIndex() + 1;
            text.lines(between(lines, done, first)); // definitions of links, which are blocks of their own nowhere
            if (block instanceof Heading heading) {
                text.heading(heading.getLevel(), words(between(lines, first, behind)));
            } else {
                text.lines(between(lines, first, behind));
            }
            done = behind;
        }
        text.lines(between(lines, done, lines.size()));
    }

    private static String between(List<String> lines, int from, int to) {
        return from >= to ? "" : lines.subList(from, to).stream().collect(Collectors.joining("\n"));
    }

    /** A heading without the marks that make it one, above or below it. */
    private static String words(String heading) {
        return heading.replaceFirst("^ {0,3}#{1,6}(?=\\s|$)", "")
                .replaceFirst("\\s+#+\\s*$", "")
                .replaceFirst("\\n {0,3}(?:=+|-+)\\s*$", "");
    }
}
