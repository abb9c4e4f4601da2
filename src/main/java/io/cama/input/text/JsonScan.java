package io.cama.input.text;

import java.io.IOException;

/** Walks over JSON by its brackets, strings and commas alone, without building anything and at any depth. */
final class JsonScan {
    private final Chars chars;
    private final int maxLength;
    private final StringBuilder text = new StringBuilder();
    private long length;

    /** @param maxLength how many characters of a value are kept */
    JsonScan(Chars chars, int maxLength) {
        this.chars = chars;
        this.maxLength = maxLength;
    }

    /** The next character that is no white space, not taken, or {@link Chars#END}. */
    int peek() throws IOException {
        int c;
        while ((c = chars.peek()) == ' ' || c == '\t' || c == '\n' || c == '\r') {
            chars.read();
        }
        return c;
    }

    /** Takes a member's name and the colon behind it; false where there are none. */
    boolean name() throws IOException {
        if (peek() != '"') {
            return false;
        }
        chars.read();
        int c;
        while ((c = chars.read()) != '"') {
            if (c == Chars.END || (c == '\\' && chars.read() == Chars.END)) {
                return false;
            }
        }
        return peek() == ':' && chars.read() == ':';
    }

    /**
     * Takes a value, up to the comma or bracket that ends it.
     *
     * @param close the bracket that ends what the value stands in
     * @param within how many brackets of the value are already taken
     * @return whether it is whole; false where the file ends inside it
     */
    boolean value(char close, int within) throws IOException {
        text.setLength(0);
        length = 0;
        int depth = within;
        boolean string = false;
        while (true) {
            int c = chars.peek();
            if (c == Chars.END) {
                return !string && depth == 0;
            }
            if (!string && depth == 0 && (c == ',' || c == close)) {
                return true;
            }
            take();
            if (string && c == '\\' && chars.peek() != Chars.END) {
                take();
            } else if (c == '"') {
                string = !string;
            } else if (!string && (c == '{' || c == '[')) {
                depth++;
            } else if (!string && (c == '}' || c == ']')) {
                depth = Math.max(0, depth - 1);
            }
        }
    }

    private void take() throws IOException {
        int c = chars.read();
        if (++length <= maxLength) {
            text.append((char) c);
        }
    }

    /** The value last taken, as far as it was kept. */
    String text() {
        return text.toString().strip();
    }

    /** Whether the value last taken was longer than what is kept. */
    boolean tooLong() {
        return length > maxLength;
    }
}
