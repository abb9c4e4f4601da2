package io.cama.prompt.expression;

import io.cama.prompt.file.Place;
import io.cama.prompt.file.Space;
import java.util.ArrayList;
import java.util.List;

/** Reads names and the ways made of them. Letters of any alphabet may stand in a name. */
final class PathParser {
    private static final String ENDS_NAME = "!\"#%&'()*+,./;<=>@[\\]^`{|}~";

    private final Cursor cursor;

    PathParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Reads a path; the {@code @} before it has been read. */
    Expression.Path path(Place place, boolean data) {
        int start = cursor.at();
        List<String> parts = new ArrayList<>();
        int up = 0;
        boolean scoped = false;
        do {
            if (cursor.takes("..")) {
                refuseLate(parts, "..");
                up++;
                scoped = true;
            } else if (cursor.peek() == '.') {
                refuseLate(parts, ".");
                cursor.move(1);
                scoped = true;
            } else if (cursor.peek() == '[') {
                cursor.move(1);
                parts.add(cursor.until("]", "a name in brackets is not closed"));
            } else {
                String name = name();
                if (name.equals("this") && parts.isEmpty()) {
                    scoped = true;
                } else {
                    parts.add(name);
                }
            }
        } while (separator());
        String text = (data ? "@" : "") + cursor.slice(start, cursor.at());
        return new Expression.Path(place, text, data, up, scoped, parts);
    }

    private boolean separator() {
        boolean more = (cursor.peek() == '.' || cursor.peek() == '/') && !pathEnds(cursor.peek(1));
        if (more) {
            cursor.move(1);
        }
        return more;
    }

    private static boolean pathEnds(char next) {
        return next == 0 || Space.is(next) || "})~=|".indexOf(next) >= 0;
    }

    private void refuseLate(List<String> parts, String segment) {
        if (!parts.isEmpty()) {
            throw cursor.fault("'" + segment + "' stands in the middle of a path", "put it at the beginning");
        }
    }

    /** Reads one plain name. */
    String name() {
        int end = 0;
        while (cursor.peek(end) != 0 && !Space.is(cursor.peek(end)) && ENDS_NAME.indexOf(cursor.peek(end)) < 0) {
            end++;
        }
        if (end == 0) {
            throw cursor.fault(
                    cursor.done() ? "the template ends inside a tag" : "'" + cursor.peek() + "' cannot stand here",
                    "a tag holds a name, as in {{name}}; write \\{{ for two plain braces");
        }
        String name = cursor.slice(cursor.at(), cursor.at() + end);
        cursor.move(end);
        return name;
    }
}
