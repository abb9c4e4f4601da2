package io.cama.input.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts delimited text into records, or plain text into lines; blank lines are passed over.
 *
 * <p>Quotes follow RFC 4180: one at the beginning of a cell (white space before it aside) opens, the next one
 * that is not doubled closes, and between them delimiters and line ends are text. A quote in the middle of a
 * cell is text. Where a quoted cell turns out to be broken, only the line in which its quote opened is given
 * up and reading goes on at the line after it, so that a stray quote costs one row and not the rest of the file.
 */
public final class Cutter {
    private static final int NO_DELIMITER = -2;
    private static final int REREADS = 64;

    private enum State {
        BEFORE_CELL,
        PLAIN,
        QUOTED,
        CLOSED
    }

    private final Chars chars;
    private final int delimiter;
    private final boolean quotes;
    private final int maxBytes;
    private final int maxCells;
    /** How many characters may still be read again; it keeps the work linear whatever the file holds. */
    private long rereads;

    private final StringBuilder text = new StringBuilder();
    private State state = State.BEFORE_CELL;
    private long line;
    private int bytes;
    private int cells;
    private long quoteLine;
    private int resume;
    private long resumeLine;
    private @Nullable String fault;

    private Cutter(Chars chars, int delimiter, boolean quotes, int maxBytes, int maxCells) {
        this.chars = chars;
        this.delimiter = delimiter;
        this.quotes = quotes;
        this.maxBytes = maxBytes;
        this.maxCells = maxCells;
        this.rereads = (long) REREADS * maxBytes;
    }

    /**
     * Cuts records.
     *
     * @param quotes whether quotes have a meaning
     * @param maxBytes the most a record may hold, counted as UTF-8
     */
    public static Cutter records(Chars chars, char delimiter, boolean quotes, int maxBytes, int maxCells) {
        return new Cutter(chars, delimiter, quotes, maxBytes, maxCells);
    }

    /** Cuts lines of at most {@code maxBytes}, counted as UTF-8. */
    public static Cutter lines(Chars chars, int maxBytes) {
        return new Cutter(chars, NO_DELIMITER, false, maxBytes, 1);
    }

    /** The next record that is not blank, or null after the last. */
    public @Nullable Cut next() throws IOException {
        while (chars.peek() != Chars.END) {
            Cut cut = cut();
            if (cut.fault() != null || !cut.text().isBlank()) {
                return cut;
            }
        }
        return null;
    }

    private Cut cut() throws IOException {
        text.setLength(0);
        state = State.BEFORE_CELL;
        line = chars.line();
        bytes = 0;
        cells = 1;
        resume = 0;
        fault = null;
        while (true) {
            int c = chars.read();
            if (c == Chars.END) {
                return state == State.QUOTED ? giveUp(unclosed("before the end of the file")) : whole();
            }
            boolean lineEnd = c == '\n' || c == '\r';
            if (lineEnd && state != State.QUOTED) {
                takeLineFeed(c);
                return whole();
            }
            keep(c);
            step(c);
            if (lineEnd) {
                int feed = takeLineFeed(c);
                if (feed != Chars.END) {
                    keep(feed);
                }
                rememberFirstLineEnd();
            }
            if (bytes > maxBytes) {
                return giveUp(
                        state == State.QUOTED ? unclosed("within " + limit()) : at(line, "longer than " + limit()));
            }
            if (fault != null && resume > 0) {
                return giveUp(
                        at(quoteLine, "a quote opens here and closes in line " + chars.line() + " inside a text"));
            }
        }
    }

    private void step(int c) throws IOException {
        if (state == State.QUOTED) {
            if (c == '"' && chars.peek() == '"') {
                keep(chars.read());
            } else if (c == '"') {
                state = State.CLOSED;
            }
        } else if (c == delimiter) {
            state = State.BEFORE_CELL;
            cells++;
            resume = 0;
        } else if (state == State.CLOSED && !Character.isWhitespace(c)) {
            state = State.PLAIN;
            fault = at(
                    line,
                    "text follows the closing quote of a cell; double the quotes inside it,"
                            + " or say quotes: false in input.yaml");
        } else if (state == State.BEFORE_CELL && c == '"' && quotes && fault == null) {
            state = State.QUOTED;
            quoteLine = chars.line();
        } else if (state == State.BEFORE_CELL && !Character.isWhitespace(c)) {
            state = State.PLAIN;
        }
    }

    private Cut whole() {
        String found = fault;
        if (found == null && text.indexOf("\0") >= 0) {
            found = at(line, "it holds a NUL character");
        } else if (found == null && cells > maxCells) {
            found = at(line, "%,d cells; %,d is the most".formatted(cells, maxCells));
        }
        return new Cut(line, cells, text.toString(), found);
    }

    private Cut giveUp(String why) throws IOException {
        int again = text.length() - resume;
        if (resume > 0 && again <= rereads) {
            rereads -= again;
            chars.unread(text.substring(resume), resumeLine);
            text.setLength(resume);
        } else if (!endsLine()) {
            chars.skipLine();
        }
        return new Cut(line, cells, text.toString().stripTrailing(), why);
    }

    private boolean endsLine() {
        char last = text.charAt(text.length() - 1);
        return last == '\n' || last == '\r';
    }

    private void rememberFirstLineEnd() {
        if (resume == 0) {
            resume = text.length();
            resumeLine = chars.line();
        }
    }

    private int takeLineFeed(int c) throws IOException {
        return c == '\r' && chars.peek() == '\n' ? chars.read() : Chars.END;
    }

    private void keep(int c) {
        text.append((char) c);
        bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3;
    }

    private String unclosed(String until) {
        return at(quoteLine, "a quote opens here and is not closed " + until);
    }

    private String limit() {
        return "%,d bytes".formatted(maxBytes);
    }

    private static String at(long line, String what) {
        return "line " + line + ": " + what;
    }
}
