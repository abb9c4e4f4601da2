package io.cama.input.document.format.word;

import io.cama.input.document.archive.Xml;
import io.cama.input.document.text.Manuscript;
import io.cama.input.document.text.RefusedDocument;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** The paragraphs and tables of one part of a DOCX. A row of a table becomes one paragraph, its cells parted by bars. */
final class WordText implements Xml.Handler {
    /** Copies for older programs of what stands beside them. */
    private static final Set<String> SKIPPED = Set.of("Fallback");

    private final Manuscript text;
    private final WordStyles styles;
    private final Deque<StringBuilder> paragraphs = new ArrayDeque<>();
    private final StringBuilder row = new StringBuilder();
    private int tables;
    private int skipped;
    private int level;
    private boolean words;

    WordText(Manuscript text, WordStyles styles) {
        this.text = text;
        this.styles = styles;
    }

    @Override
    public void begin(String name, Xml xml) {
        if (skipped > 0 || SKIPPED.contains(name)) {
            skipped++;
            return;
        }
        words = name.equals("t");
        switch (name) {
            case "p" -> {
                paragraphs.push(new StringBuilder());
                level = 0;
            }
            case "pStyle" -> level = level == 0 ? styles.level(xml.attributeOrEmpty("val")) : level;
            case "outlineLvl" -> level = WordStyles.outline(xml.attributeOrEmpty("val"));
            case "tab" -> say("\t");
            case "br", "cr" -> say("\n");
            case "noBreakHyphen" -> say("-");
            case "tbl" -> tables++;
            case "tc" -> row.append(row.isEmpty() ? "" : " | ");
            default -> {}
        }
    }

    private void say(String characters) {
        if (!paragraphs.isEmpty()) {
            paragraphs.element().append(characters);
        }
    }

    @Override
    public void text(String characters) {
        if (words && skipped == 0) {
            say(characters);
        }
    }

    @Override
    public void end(String name) throws RefusedDocument {
        if (skipped > 0) {
            skipped--;
            return;
        }
        words = false;
        switch (name) {
            case "p" -> endParagraph(paragraphs.pop().toString());
            case "tr" -> {
                if (tables == 1) {
                    text.paragraph(row.toString());
                    row.setLength(0);
                }
            }
            case "tbl" -> tables--;
            default -> {}
        }
    }

    private void endParagraph(String paragraph) throws RefusedDocument {
        if (tables > 0) {
            row.append(paragraph).append(' ');
        } else if (level > 0 && paragraphs.isEmpty()) {
            text.heading(level, paragraph);
        } else {
            text.paragraph(paragraph);
        }
    }
}
