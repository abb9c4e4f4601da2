package io.cama.prompt.expression;

import io.cama.prompt.file.Place;
import io.cama.prompt.file.Space;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands inside a tag. */
public final class ExpressionParser {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final int MAX_DEPTH = 50;

    private final Cursor cursor;
    private final PathParser paths;
    private int depth;

    public ExpressionParser(Cursor cursor) {
        this.cursor = cursor;
        this.paths = new PathParser(cursor);
    }

    /** Reads a head and its arguments, up to whatever cannot be one. */
    public Expression.Call call() {
        cursor.skipSpace();
        Place place = cursor.place();
        Expression head = one();
        List<Expression> params = new ArrayList<>();
        Map<String, Expression> hash = new LinkedHashMap<>();
        cursor.skipSpace();
        while (!ended()) {
            int start = cursor.at();
            Expression next = one();
            if (cursor.peek() == '=' && next instanceof Expression.Path path && path.bare()) {
                cursor.move(1);
                cursor.skipSpace();
                hash.put(path.parts().get(0), one());
            } else if (hash.isEmpty()) {
                params.add(next);
            } else {
                throw new TemplateFault(
                        cursor.placeAt(start), "an argument without a name stands behind a named one", "put it before");
            }
            cursor.skipSpace();
        }
        return new Expression.Call(place, head, params, hash);
    }

    /** Reads {@code as |one two|}, if it stands here. */
    public List<String> names() {
        if (!namesAhead()) {
            return List.of();
        }
        cursor.until("|", "the names of a block begin with |");
        List<String> names = new ArrayList<>();
        cursor.skipSpace();
        while (cursor.peek() != '|') {
            names.add(paths.name());
            cursor.skipSpace();
        }
        cursor.move(1);
        cursor.skipSpace();
        return names;
    }

    private boolean namesAhead() {
        if (!cursor.sees("as") || !Space.is(cursor.peek(2))) {
            return false;
        }
        int ahead = 2;
        while (Space.is(cursor.peek(ahead))) {
            ahead++;
        }
        return cursor.peek(ahead) == '|';
    }

    private boolean ended() {
        char next = cursor.peek();
        return next == 0 || next == '}' || next == '~' || next == ')' || namesAhead();
    }

    private Expression one() {
        Place place = cursor.place();
        char next = cursor.peek();
        if (next == '"' || next == '\'') {
            return new Expression.Literal(place, string(next));
        }
        if (next == '(') {
            return parenthesis();
        }
        if (next == '@') {
            cursor.move(1);
            return paths.path(place, true);
        }
        Expression literal = literal(place);
        return literal == null ? paths.path(place, false) : literal;
    }

    private Expression parenthesis() {
        if (++depth > MAX_DEPTH) {
            throw cursor.fault("parentheses are nested deeper than " + MAX_DEPTH + " levels", null);
        }
        cursor.move(1);
        Expression.Call inner = call();
        if (!cursor.takes(")")) {
            throw cursor.fault("a parenthesis is not closed", "add )");
        }
        depth--;
        return inner;
    }

    private String string(char quote) {
        Place place = cursor.place();
        cursor.move(1);
        StringBuilder text = new StringBuilder();
        while (cursor.peek() != quote) {
            if (cursor.done()) {
                throw new TemplateFault(place, "a text is not closed", "add " + quote);
            }
            if (cursor.peek() == '\\' && cursor.peek(1) == quote) {
                cursor.move(1);
            }
            text.append(cursor.peek());
            cursor.move(1);
        }
        cursor.move(1);
        return text.toString();
    }

    private @Nullable Expression literal(Place place) {
        int end = 0;
        while (cursor.peek(end) != 0 && !Space.is(cursor.peek(end)) && "~})]".indexOf(cursor.peek(end)) < 0) {
            end++;
        }
        String word = cursor.slice(cursor.at(), cursor.at() + end);
        Expression.Literal literal =
                switch (word) {
                    case "true", "false" -> new Expression.Literal(place, Boolean.valueOf(word));
                    case "null", "undefined" -> new Expression.Literal(place, null);
                    default -> NUMBER.matcher(word).matches() ? new Expression.Literal(place, number(word)) : null;
                };
        if (literal != null) {
            cursor.move(end);
        }
        return literal;
    }

    private static Number number(String word) {
        BigDecimal exact = new BigDecimal(word);
        return word.length() < 10 && !word.contains(".") ? (Number) exact.intValueExact() : exact;
    }
}
