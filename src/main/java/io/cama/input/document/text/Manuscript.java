package io.cama.input.document.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** The text of a document as it is read: blocks parted by blank lines, each with its page and its headings. */
public final class Manuscript {
    private static final int MOST_OF_HEADING = 200;
    private static final String BETWEEN = "\n\n";

    private record Heading(int level, String text) {}

    private final int maxCharacters;
    private final StringBuilder text = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();
    private final Deque<Heading> headings = new ArrayDeque<>();
    private String title = "";
    private String path = "";
    private int page;

    public Manuscript(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /** What the document calls itself; the first that is not blank counts, else the heading it begins with. */
    public void title(String given) {
        if (title.isEmpty()) {
            title = shortened(given);
        }
    }

    public String title() {
        return title;
    }

    /** What follows stands on this page. */
    public void page(int number) {
        page = number;
    }

    /**
     * A heading, which is text as well.
     *
     * @param level 1 for the outermost
     */
    public void heading(int level, String words) throws RefusedDocument {
        String line = Cleaning.line(words);
        if (!line.isEmpty()) {
            if (level == 1 && text.isEmpty()) {
                title(line);
            }
            under(level, line);
            add(line, true);
        }
    }

    /** What follows stands under this heading, whose words are no part of the text. */
    public void under(int level, String words) {
        String line = shortened(words);
        if (line.isEmpty()) {
            return;
        }
        while (!headings.isEmpty() && headings.getLast().level() >= level) {
            headings.removeLast();
        }
        headings.addLast(new Heading(level, line));
        path = headings.stream().map(Heading::text).collect(Collectors.joining(" > "));
    }

    /** A paragraph whose lines are of no meaning. */
    public void paragraph(String words) throws RefusedDocument {
        add(Cleaning.line(words), false);
    }

    /** A block whose lines stay as they are. */
    public void lines(String lines) throws RefusedDocument {
        add(Cleaning.lines(lines), false);
    }

    private void add(String block, boolean opens) throws RefusedDocument {
        if (block.isEmpty()) {
            return;
        }
        if (text.length() + block.length() + BETWEEN.length() > maxCharacters) {
            throw new RefusedDocument(
                    "its text has more than %,d characters".formatted(maxCharacters),
                    "give it in parts, or raise cama.document.max-characters");
        }
        text.append(text.isEmpty() ? "" : BETWEEN);
        marks.add(new Mark(text.length(), page, path, opens));
        text.append(block);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** All of the text. */
    public String text() {
        return text.toString();
    }

    /** A part of the text. */
    public String text(int start, int end) {
        return text.substring(start, end);
    }

    int length() {
        return text.length();
    }

    List<Mark> marks() {
        return marks;
    }

    CharSequence characters() {
        return text;
    }

    private static String shortened(String words) {
        String line = Cleaning.line(words);
        return line.length() <= MOST_OF_HEADING
                ? line
                : Cleaning.line(line.substring(0, MOST_OF_HEADING).replaceFirst("[\\uD800-\\uDBFF]$", "")) + "…";
    }
}
