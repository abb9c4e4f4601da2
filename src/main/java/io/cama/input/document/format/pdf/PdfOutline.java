package io.cama.input.document.format.pdf;

import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;
import org.jspecify.annotations.Nullable;

/** The outline of a PDF: which headings stand on which page. An entry that leads nowhere is passed over. */
final class PdfOutline {
    private static final int MOST_LEVELS = 9;
    private static final int MOST_ENTRIES = 10_000;

    private record Entry(int level, String title) {}

    private final Map<Integer, List<Entry>> entries = new HashMap<>();

    private PdfOutline() {}

    static PdfOutline of(PDDocument document) throws IOException {
        PdfOutline outline = new PdfOutline();
        PDDocumentOutline root = document.getDocumentCatalog().getDocumentOutline();
        if (root != null) {
            Map<COSDictionary, Integer> numbers = new HashMap<>();
            for (PDPage page : document.getPages()) {
                numbers.put(page.getCOSObject(), numbers.size() + 1);
            }
            outline.collect(document, numbers, root, 1, new HashSet<>());
        }
        return outline;
    }

    /** @param seen keeps an outline that leads back into itself from going round for ever */
    private void collect(
            PDDocument document,
            Map<COSDictionary, Integer> numbers,
            PDOutlineNode parent,
            int level,
            Set<COSDictionary> seen) {
        PDOutlineItem item = parent.getFirstChild();
        while (item != null && seen.size() < MOST_ENTRIES && seen.add(item.getCOSObject())) {
            Integer page = page(document, numbers, item);
            String title = item.getTitle();
            if (page != null && title != null) {
                entries.computeIfAbsent(page, any -> new ArrayList<>()).add(new Entry(level, title));
            }
            if (level < MOST_LEVELS) {
                collect(document, numbers, item, level + 1, seen);
            }
            item = item.getNextSibling();
        }
    }

    private static @Nullable Integer page(
            PDDocument document, Map<COSDictionary, Integer> numbers, PDOutlineItem item) {
        try {
            PDPage page = item.findDestinationPage(document);
            return page == null ? null : numbers.get(page.getCOSObject());
        } catch (IOException | RuntimeException leadsNowhere) {
            return null;
        }
    }

    /** The headings of one page, about to be met among its paragraphs. */
    Page page(int number, Manuscript text) {
        return new Page(entries.getOrDefault(number, List.of()), text);
    }

    /** Tells headings from paragraphs. */
    static final class Page {
        private final List<Entry> expected;
        private final Manuscript text;
        private boolean begun;

        private Page(List<Entry> expected, Manuscript text) {
            this.expected = new ArrayList<>(expected);
            this.text = text;
        }

        /** A paragraph: a heading where it says what the next entry of the outline does, or begins with that. */
        void add(String paragraph) throws RefusedDocument {
            String rest = joined(paragraph);
            if (rest.isBlank()) {
                return;
            }
            if (!begun) {
                skipUnseen(paragraph);
            }
            begun = true;
            while (!expected.isEmpty()
                    && plain(firstLine(paragraph)).equals(plain(expected.get(0).title()))) {
                Entry entry = expected.remove(0);
                text.heading(entry.level(), entry.title());
                int end = paragraph.strip().indexOf('\n');
                paragraph = end < 0 ? "" : paragraph.strip().substring(end);
                rest = joined(paragraph);
            }
            text.paragraph(rest);
        }

        /** Headings that the page does not show hold from its top on. */
        private void skipUnseen(String first) {
            if (expected.size() == 1
                    && !plain(firstLine(first)).equals(plain(expected.get(0).title()))) {
                Entry only = expected.get(0);
                text.under(only.level(), only.title());
            }
        }

        private static String firstLine(String paragraph) {
            return paragraph.strip().lines().findFirst().orElse("");
        }

        /** Lines joined by blanks, but not between characters of scripts that have none. */
        private static String joined(String paragraph) {
            return paragraph.replaceAll(
                    "(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}。、，])\\s*\\n\\s*(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])",
                    "");
        }

        private static String plain(String words) {
            return words.replaceAll("[\\s\\p{Z}]+", " ").strip();
        }
    }
}
