package io.cama.prompt.json;

import java.util.ArrayDeque;
import java.util.Deque;

/** Looks at the brackets and strings of a text that may be JSON, without reading it. */
final class Brackets {
    private Brackets() {}

    /** Where the next value may begin at or after {@code from}, or -1. Brackets of mere prose are passed over. */
    static int start(String text, int from, String opening) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (opening.indexOf(c) >= 0 && fits(c, next(text, i + 1))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean fits(char bracket, char next) {
        return bracket == '{' ? next == '"' || next == '}' : next == 0 || "\"{[]-tfn0123456789".indexOf(next) >= 0;
    }

    /** The first character at or after {@code from} that is no white space, or 0. */
    static char next(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return 0;
    }

    /** The index behind the bracket that closes the one at {@code start}, or -1. */
    static int end(String text, int start) {
        Deque<Character> open = new ArrayDeque<>();
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = stringEnd(text, i);
            } else if (c == '{' || c == '[') {
                open.push(c == '{' ? '}' : ']');
            } else if (c == '}' || c == ']') {
                if (open.pop() != c || open.isEmpty()) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    /** Where the string that begins at {@code quote} ends, or the end of the text or beyond. */
    static int stringEnd(String text, int quote) {
        int i = quote + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
