package io.cama.prompt.chat;

import java.util.ArrayList;
import java.util.List;

/** Collects what a template renders to, and indents the lines of partials. */
public final class Sink {
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private String indent = "";
    private boolean lineStart;
    private long written;

    /** Whether there is room for more. */
    public boolean full() {
        return written > MAX_CHARACTERS;
    }

    /** Adds text. */
    public void write(String text) {
        written += text.length();
        if (indent.isEmpty()) {
            words.append(text);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            startLine();
            words.append(text.charAt(i));
            lineStart = text.charAt(i) == '\n';
        }
    }

    /** Adds a mark. */
    public void mark(Piece mark) {
        startLine();
        flush();
        pieces.add(mark);
    }

    /** Puts {@code space} before each line from here on, behind what is put there already, which is returned. */
    public String indentBy(String space) {
        String before = indent;
        if (!space.isEmpty()) {
            indent = before + space;
            lineStart = true;
        }
        return before;
    }

    /** Takes back an {@link #indentBy}. */
    public void indentAsBefore(String before) {
        indent = before;
    }

    /** All that was added, in order. */
    public List<Piece> pieces() {
        flush();
        return pieces;
    }

    private void startLine() {
        if (lineStart && !indent.isEmpty()) {
            words.append(indent);
        }
        lineStart = false;
    }

    private void flush() {
        if (!words.isEmpty()) {
            pieces.add(new Piece.Words(words.toString()));
            words.setLength(0);
        }
    }
}
