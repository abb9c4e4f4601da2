package io.cama.input.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the list of rows in a JSON text and cuts it into its elements, holding one at a time.
 *
 * <p>The list is the text itself, or the one member of an outer object that is a list of objects
 * ({@code {"meta": …, "pages": [{…}, …]}}). Elements are not checked here but by whoever reads them, so that a
 * broken element costs one row. A comma behind the last element is allowed.
 */
public final class Elements {
    private enum Found {
        LIST,
        EMPTY_LIST,
        NOTHING,
        BROKEN
    }

    private final Chars chars;
    private final JsonScan scan;
    private final int maxLength;
    private boolean wrapped;
    private boolean started;
    private boolean done;

    /** @param maxLength the most an element may hold, in characters */
    public Elements(Chars chars, int maxLength) {
        this.chars = chars;
        this.scan = new JsonScan(chars, maxLength);
        this.maxLength = maxLength;
    }

    /** Goes to the first element; the answer is what is wrong with the text as a whole, or null. */
    public @Nullable String open() throws IOException {
        int c = scan.peek();
        if (c == Chars.END) {
            done = true;
            return null;
        }
        if (c != '[' && c != '{') {
            return here("the text begins with '" + (char) c + "', not with a list [ of rows");
        }
        chars.read();
        wrapped = c == '{';
        Found found = wrapped ? seekList() : Found.LIST;
        done = found != Found.LIST;
        return switch (found) {
            case LIST, EMPTY_LIST -> null;
            case NOTHING -> "the outer object has no member that is a list of objects";
            case BROKEN -> here("the outer object is not valid JSON");
        };
    }

    /** The next element, or null after the last. */
    public @Nullable Cut next() throws IOException {
        if (done) {
            return null;
        }
        int c = scan.peek();
        if (started && c == ',') {
            chars.read();
            c = scan.peek();
        }
        started = true;
        long line = chars.line();
        if (c == ']') {
            chars.read();
            return afterList();
        }
        if (c == ',') {
            return new Cut(line, 1, "", here("no row between two commas"));
        }
        if (c == Chars.END) {
            return last("the list of rows does not end; is the file cut short?");
        }
        done = !scan.value(']', 0);
        String fault = done ? "line " + line + ": the file ends inside the row that begins here" : null;
        if (scan.tooLong()) {
            fault = "line %d: longer than %,d characters".formatted(line, maxLength);
        }
        return new Cut(line, 1, scan.text(), fault);
    }

    private @Nullable Cut afterList() throws IOException {
        Found more = wrapped ? seekList() : Found.NOTHING;
        if (more == Found.LIST) {
            return last("a second list of rows begins here; only the first one is read");
        }
        if (more == Found.BROKEN) {
            return last("what follows the list of rows is not valid JSON");
        }
        if (scan.peek() != Chars.END) {
            return last("text follows the end of the list");
        }
        done = true;
        return null;
    }

    /** Reads members of the outer object up to the first element of a list of objects, or to its end. */
    private Found seekList() throws IOException {
        Found best = Found.NOTHING;
        while (true) {
            int c = scan.peek();
            if (c == '}') {
                chars.read();
                return best;
            }
            if (c == ',') {
                chars.read();
                continue;
            }
            if (!scan.name()) {
                return Found.BROKEN;
            }
            int within = 0;
            if (scan.peek() == '[') {
                chars.read();
                int first = scan.peek();
                if (first == '{') {
                    return Found.LIST;
                }
                best = first == ']' ? Found.EMPTY_LIST : best;
                within = 1;
            }
            if (!scan.value('}', within)) {
                return Found.BROKEN;
            }
        }
    }

    private Cut last(String what) {
        done = true;
        return new Cut(chars.line(), 1, "", here(what));
    }

    private String here(String what) {
        return "line " + chars.line() + ": " + what;
    }
}
