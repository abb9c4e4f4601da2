package io.cama.prompt.syntax;

import io.cama.prompt.expression.Cursor;
import java.util.List;

/** Reads plain text up to the next tag. A backslash before braces makes them plain, two are one before a tag. */
final class TextReader {
    private final Cursor cursor;

    TextReader(Cursor cursor) {
        this.cursor = cursor;
    }

    void read(List<Node> body) {
        while (!cursor.done()) {
            int start = cursor.at();
            int tag = cursor.find("{{", start);
            String text = cursor.slice(start, tag);
            cursor.jump(tag);
            if (tag == cursor.length() || !text.endsWith("\\")) {
                add(body, text);
                return;
            }
            add(body, text.substring(0, text.length() - 1));
            if (text.endsWith("\\\\")) {
                return;
            }
            escaped(body);
            if (cursor.sees("{{")) {
                return;
            }
        }
    }

    /** Text that begins with braces and goes on to the next tag, escaped or not. */
    private void escaped(List<Node> body) {
        int start = cursor.at();
        int stop = cursor.find("{{", start + 2);
        int back = stop;
        while (back > start + 2
                && stop < cursor.length()
                && stop - back < 2
                && cursor.slice(back - 1, back).equals("\\")) {
            back--;
        }
        add(body, cursor.slice(start, back));
        cursor.jump(back);
    }

    private static void add(List<Node> body, String text) {
        if (!text.isEmpty()) {
            body.add(new Node.Text(text));
        }
    }
}
