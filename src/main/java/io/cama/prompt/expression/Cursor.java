package io.cama.prompt.expression;

import io.cama.prompt.file.Place;
import io.cama.prompt.file.Space;
import org.jspecify.annotations.Nullable;

/** A position that moves forward through a source. */
public final class Cursor {
    private final String file;
    private final int firstLine;
    private final String source;
    private int at;

    public Cursor(String file, int firstLine, String source) {
        this.file = file;
        this.firstLine = firstLine;
        this.source = source;
    }

    public int at() {
        return at;
    }

    public int length() {
        return source.length();
    }

    public boolean done() {
        return at >= source.length();
    }

    /** The character ahead, or 0 at the end. */
    public char peek() {
        return peek(0);
    }

    public char peek(int ahead) {
        return at + ahead < source.length() ? source.charAt(at + ahead) : 0;
    }

    public boolean sees(String text) {
        return source.startsWith(text, at);
    }

    /** Moves over {@code text} if it stands here. */
    public boolean takes(String text) {
        if (!sees(text)) {
            return false;
        }
        at += text.length();
        return true;
    }

    public void move(int characters) {
        at += characters;
    }

    public void skipSpace() {
        while (Space.is(peek())) {
            at++;
        }
    }

    /** The text up to {@code stop}, moving behind it. */
    public String until(String stop, String problem) {
        int end = source.indexOf(stop, at);
        if (end < 0) {
            throw fault(problem, "add " + stop);
        }
        String text = source.substring(at, end);
        at = end + stop.length();
        return text;
    }

    /** The index of {@code text} at or after {@code from}, or the end of the source. */
    public int find(String text, int from) {
        int found = source.indexOf(text, from);
        return found < 0 ? source.length() : found;
    }

    public String slice(int from, int to) {
        return source.substring(from, to);
    }

    public void jump(int to) {
        at = to;
    }

    public Place place() {
        return placeAt(at);
    }

    public Place placeAt(int offset) {
        int line = firstLine;
        int start = 0;
        for (int i = source.indexOf('\n'); i >= 0 && i < offset; i = source.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return new Place(file, line, offset - start + 1);
    }

    public TemplateFault fault(String problem, @Nullable String hint) {
        return new TemplateFault(place(), problem, hint);
    }
}
