package io.cama.prompt.syntax;

import io.cama.prompt.expression.Cursor;
import io.cama.prompt.expression.Expression;
import io.cama.prompt.expression.ExpressionParser;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.file.Place;
import io.cama.prompt.file.Space;
import java.util.List;
import java.util.Map;

/** Reads one tag, from its braces to its braces. */
final class TagReader {
    private final Cursor cursor;
    private final ExpressionParser expressions;
    private final Place place;

    TagReader(Cursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
        this.place = cursor.place();
    }

    Tag read() {
        if (cursor.takes("{{{{")) {
            throw new TemplateFault(place, "raw blocks are no part of Dotprompt", "write \\{{ for two plain braces");
        }
        cursor.move(2);
        boolean left = cursor.takes("~");
        if (cursor.takes("!")) {
            return comment(left);
        }
        if (cursor.takes("{")) {
            Expression.Call call = expressions.call();
            if (!cursor.takes("}")) {
                throw cursor.fault("a tag with three braces is not closed by three", "write {{{name}}} or {{name}}");
            }
            return tag(Tag.Type.OUTPUT, call, List.of(), left);
        }
        if (cursor.takes("#>")) {
            return opening(Tag.Type.PARTIAL_BLOCK, left);
        }
        if (cursor.takes("#*")) {
            return inline(left);
        }
        if (cursor.takes("#")) {
            return opening(Tag.Type.BLOCK, left);
        }
        if (cursor.takes(">")) {
            return tag(Tag.Type.PARTIAL, expressions.call(), List.of(), left);
        }
        if (cursor.takes("/")) {
            return tag(Tag.Type.END, expressions.call(), List.of(), left);
        }
        if (cursor.takes("^")) {
            cursor.skipSpace();
            return closes() ? split(left) : opening(Tag.Type.INVERSE_BLOCK, left);
        }
        return plain(left);
    }

    private Tag plain(boolean left) {
        cursor.takes("&");
        cursor.skipSpace();
        if (cursor.sees("else") && (Space.is(cursor.peek(4)) || "~}".indexOf(cursor.peek(4)) >= 0)) {
            cursor.move(4);
            cursor.skipSpace();
            return closes() ? split(left) : opening(Tag.Type.ELSE_CHAIN, left);
        }
        return tag(Tag.Type.OUTPUT, expressions.call(), List.of(), left);
    }

    private boolean closes() {
        return cursor.sees("}}") || cursor.sees("~}}");
    }

    private Tag split(boolean left) {
        return new Tag(Tag.Type.ELSE, nothing(), "else", List.of(), new Node.Strip(left, close()));
    }

    private Tag opening(Tag.Type type, boolean left) {
        Expression.Call call = expressions.call();
        return tag(type, call, expressions.names(), left);
    }

    private Tag inline(boolean left) {
        Expression.Call call = expressions.call();
        if (!word(call).equals("inline") || call.params().size() != 1) {
            throw new TemplateFault(place, "'" + word(call) + "' is no decorator", "write {{#*inline \"name\"}}");
        }
        return tag(Tag.Type.INLINE_BLOCK, call, List.of(), left);
    }

    private Tag tag(Tag.Type type, Expression.Call call, List<String> names, boolean left) {
        cursor.skipSpace();
        Expression.Call placed = new Expression.Call(place, call.head(), call.params(), call.hash());
        return new Tag(type, placed, word(call), names, new Node.Strip(left, close()));
    }

    private boolean close() {
        boolean right = cursor.takes("~");
        if (!cursor.takes("}}")) {
            throw cursor.fault(
                    cursor.done()
                            ? "the tag that begins in line " + place.line() + " is not closed"
                            : "'" + cursor.peek() + "' cannot stand here",
                    "close the tag with }}");
        }
        return right;
    }

    private Tag comment(boolean left) {
        boolean right;
        if (cursor.sees("--")) {
            cursor.move(2);
            String text = cursor.until("--", "a comment is not closed");
            while (!closes()) {
                text = cursor.until("--", "a comment that begins '" + text.strip() + "' is not closed by --}}");
            }
            right = close();
        } else {
            right = cursor.until("}}", "a comment is not closed").endsWith("~");
        }
        return new Tag(Tag.Type.COMMENT, nothing(), "", List.of(), new Node.Strip(left, right));
    }

    private Expression.Call nothing() {
        return new Expression.Call(place, new Expression.Literal(place, null), List.of(), Map.of());
    }

    private static String word(Expression.Call call) {
        if (call.head() instanceof Expression.Path path) {
            return path.text();
        }
        return call.head() instanceof Expression.Literal literal ? String.valueOf(literal.value()) : "";
    }
}
