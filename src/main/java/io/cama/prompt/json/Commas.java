package io.cama.prompt.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Mends the commas of a text that would be JSON but for them, and nothing else. A comma that only white space parts from
 * a closing bracket goes. One is put where it can stand only there: between two members, two objects or two lists of one
 * list; and between two strings only across a line break, since a quotation mark left unescaped looks the same on one
 * line.
 */
final class Commas {
    private final String text;
    private final StringBuilder kept;
    private final Deque<Character> open = new ArrayDeque<>();
    private int removed;
    private int added;

    private Commas(String text) {
        this.text = text;
        this.kept = new StringBuilder(text.length() + 16);
    }

    /** A text with its commas in order. */
    record Mended(String text, int removed, int added) {
        boolean changed() {
            return removed + added > 0;
        }

        /** What was done, one line for each kind. */
        List<String> warnings() {
            var lines = new ArrayList<String>();
            if (removed > 0) {
                lines.add(removed == 1 ? "a trailing comma was removed" : removed + " trailing commas were removed");
            }
            if (added > 0) {
                lines.add(added == 1 ? "a missing comma was added" : added + " missing commas were added");
            }
            return lines;
        }
    }

    static Mended mend(String text) {
        return new Commas(text).run();
    }

    private Mended run() {
        char before = 0;
        int gap = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                kept.append(c);
                continue;
            }
            if (c == ',' && closes(i + 1)) {
                removed++;
                continue;
            }
            if (misses(before, gap, i)) {
                kept.insert(kept.length() - (i - gap), ',');
                added++;
            }
            int end = c == '"' ? Math.min(Brackets.stringEnd(text, i) + 1, text.length()) : i + 1;
            kept.append(text, i, end);
            nest(c);
            before = c;
            gap = end;
            i = end - 1;
        }
        return new Mended(kept.toString(), removed, added);
    }

    private boolean closes(int from) {
        return "}]".indexOf(Brackets.next(text, from)) >= 0;
    }

    private void nest(char c) {
        if (c == '{' || c == '[') {
            open.push(c);
        } else if ((c == '}' || c == ']') && !open.isEmpty()) {
            open.pop();
        }
    }

    /**
     * Whether a comma is missing before position {@code at}.
     *
     * @param before what the token before began or, for a plain word, ended with; 0 when there is none
     * @param gap where the white space behind that token begins
     */
    private boolean misses(char before, int gap, int at) {
        char c = text.charAt(at);
        if (open.isEmpty() || before == 0) {
            return false;
        }
        if (open.peek() == '[') {
            return (before == '}' && c == '{')
                    || (before == ']' && c == '[')
                    || (before == '"' && c == '"' && broken(gap, at));
        }
        boolean ended = before == '}' || before == ']' || (gap < at && Character.isLetterOrDigit(before));
        return c == '"' && (ended || (before == '"' && broken(gap, at))) && isKey(at);
    }

    private boolean broken(int from, int to) {
        return text.substring(from, to).indexOf('\n') >= 0;
    }

    private boolean isKey(int quote) {
        return Brackets.next(text, Brackets.stringEnd(text, quote) + 1) == ':';
    }
}
