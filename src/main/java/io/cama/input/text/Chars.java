package io.cama.input.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/** The characters of a file and the line each stands in. LF, CRLF and a lone CR each end a line. */
public final class Chars implements Closeable {
    /** What is read after the last character. */
    public static final int END = -1;

    private static final int SIZE = 8192;

    private final Reader in;
    private char[] buffer = new char[SIZE];
    private int at;
    private int end;
    private long line = 1;
    private boolean afterReturn;

    public Chars(Reader in) {
        this.in = in;
    }

    /** The next character without taking it, or {@link #END}. */
    public int peek() throws IOException {
        return at < end || fill() ? buffer[at] : END;
    }

    /** Takes the next character, or {@link #END}. */
    public int read() throws IOException {
        int c = peek();
        if (c == END) {
            return END;
        }
        at++;
        if (c == '\r' || (c == '\n' && !afterReturn)) {
            line++;
        }
        afterReturn = c == '\r';
        return c;
    }

    /** The line of the next character, 1 for the first. */
    public long line() {
        return line;
    }

    /** Takes what is left of this line, its end included. */
    public void skipLine() throws IOException {
        long here = line;
        int c;
        do {
            c = read();
        } while (line == here && c != END);
        if (afterReturn && peek() == '\n') {
            read();
        }
    }

    /**
     * Gives back text that was read, to be read again.
     *
     * @param text whole lines: it begins where a line begins
     * @param textLine the line it begins in
     */
    void unread(CharSequence text, long textLine) {
        int left = end - at;
        char[] joined = new char[Math.max(SIZE, text.length() + left)];
        for (int i = 0; i < text.length(); i++) {
            joined[i] = text.charAt(i);
        }
        System.arraycopy(buffer, at, joined, text.length(), left);
        buffer = joined;
        at = 0;
        end = text.length() + left;
        line = textLine;
        afterReturn = false;
    }

    private boolean fill() throws IOException {
        if (buffer.length > SIZE) {
            buffer = new char[SIZE];
        }
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
