package io.cama.prompt.syntax;

import io.cama.prompt.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
public sealed interface Node {
    /** Whether a tag takes the white space before it and behind it, as a tilde inside its braces says. */
    record Strip(boolean open, boolean close) {
        static final Strip NONE = new Strip(false, false);
    }

    /** A sequence of nodes with the names its block gives to values ({@code as |item index|}). */
    record Program(List<Node> body, List<String> names, boolean chained) {}

    /** Plain text, which tags beside it may have shortened. */
    final class Text implements Node {
        final String original;
        boolean leftStripped;
        boolean rightStripped;
        private String value;

        Text(String original) {
            this.original = original;
            this.value = original;
        }

        /** What is left of it. */
        public String value() {
            return value;
        }

        void shorten(String rest) {
            value = rest;
        }
    }

    /** A value or the result of a helper. */
    record Output(Expression.Call call, Strip strip) implements Node {}

    /** A comment, which renders as nothing. */
    record Comment(Strip strip) implements Node {}

    /** What a block is. */
    enum Kind {
        /** A helper or a section over a value: <code>{{#name}}</code>. */
        HELPER,
        /** A partial that is given a body: <code>{{#> name}}</code>. */
        PARTIAL,
        /** A partial defined on the spot: <code>{{#*inline "name"}}</code>. */
        INLINE
    }

    /** A tag with a body, up to its end tag. */
    final class Block implements Node {
        private final Kind kind;
        private final Expression.Call call;

        @Nullable
        private final Program program;

        @Nullable
        private final Program inverse;

        final Strip open;
        final Strip middle;
        Strip close;

        Block(
                Kind kind,
                Expression.Call call,
                @Nullable Program program,
                @Nullable Program inverse,
                Strip open,
                Strip middle,
                Strip close) {
            this.kind = kind;
            this.call = call;
            this.program = program;
            this.inverse = inverse;
            this.open = open;
            this.middle = middle;
            this.close = close;
        }

        public Kind kind() {
            return kind;
        }

        public Expression.Call call() {
            return call;
        }

        /** The main part; null for <code>{{^name}}</code> without an else. */
        public @Nullable Program program() {
            return program;
        }

        /** The else part, or null. */
        public @Nullable Program inverse() {
            return inverse;
        }
    }

    /** Another template put in here. */
    final class Partial implements Node {
        private final Expression.Call call;
        final Strip strip;
        private String indent = "";

        Partial(Expression.Call call, Strip strip) {
            this.call = call;
            this.strip = strip;
        }

        public Expression.Call call() {
            return call;
        }

        /** White space to put before each of its lines. */
        public String indent() {
            return indent;
        }

        void indentBy(String space) {
            indent = space;
        }
    }
}
