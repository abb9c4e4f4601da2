package io.cama.prompt.syntax;

import io.cama.prompt.expression.Cursor;
import io.cama.prompt.expression.ExpressionParser;
import io.cama.prompt.expression.TemplateFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a template's source into its tree. */
public final class TemplateParser {
    private static final int MAX_DEPTH = 100;

    private final Cursor cursor;
    private final ExpressionParser expressions;
    private int depth;

    private TemplateParser(Cursor cursor) {
        this.cursor = cursor;
        this.expressions = new ExpressionParser(cursor);
    }

    /**
     * Reads a template.
     *
     * @param file named in faults
     * @param firstLine line of the file at which {@code source} begins
     * @throws TemplateFault if it breaks the grammar
     */
    public static Node.Program parse(String file, int firstLine, String source) {
        TemplateParser parser = new TemplateParser(new Cursor(file, firstLine, source));
        List<Node> body = new ArrayList<>();
        Tag tag = parser.body(body);
        if (tag != null) {
            throw new TemplateFault(
                    tag.call().place(),
                    "{{" + (tag.type() == Tag.Type.END ? "/" + tag.word() : "else") + "}} closes or splits no block",
                    "remove it, or open its block");
        }
        Node.Program program = new Node.Program(body, List.of(), false);
        Standalone.apply(program);
        return program;
    }

    /** Reads nodes until a tag that belongs to the block around them, which is returned, or the end. */
    private @Nullable Tag body(List<Node> body) {
        TextReader texts = new TextReader(cursor);
        while (true) {
            texts.read(body);
            if (cursor.done()) {
                return null;
            }
            Tag tag = new TagReader(cursor, expressions).read();
            switch (tag.type()) {
                case COMMENT -> body.add(new Node.Comment(tag.strip()));
                case OUTPUT -> body.add(new Node.Output(tag.call(), tag.strip()));
                case PARTIAL -> body.add(new Node.Partial(tag.call(), tag.strip()));
                case BLOCK, INVERSE_BLOCK, PARTIAL_BLOCK, INLINE_BLOCK -> body.add(block(tag));
                case END, ELSE, ELSE_CHAIN -> {
                    return tag;
                }
            }
        }
    }

    private Node.Block block(Tag open) {
        if (++depth > MAX_DEPTH) {
            throw new TemplateFault(
                    open.call().place(), "blocks are nested deeper than " + MAX_DEPTH + " levels", null);
        }
        List<Node> main = new ArrayList<>();
        Tag next = body(main);
        Else rest = next != null && next.type() != Tag.Type.END ? otherwise(next, open) : null;
        Tag end = rest == null ? next : rest.end();
        if (end == null) {
            throw new TemplateFault(
                    open.call().place(),
                    "the block '" + open.word() + "' is never closed",
                    "add {{/" + open.word() + "}}");
        }
        if (!end.word().equals(open.word())) {
            throw new TemplateFault(
                    end.call().place(),
                    "{{/" + end.word() + "}} closes the block '" + open.word() + "' of line "
                            + open.call().place().line(),
                    "write {{/" + open.word() + "}}");
        }
        depth--;
        return assemble(open, new Node.Program(main, open.names(), false), rest, end.strip());
    }

    private Else otherwise(Tag split, Tag open) {
        List<Node> body = new ArrayList<>();
        if (split.type() == Tag.Type.ELSE) {
            Tag end = body(body);
            if (end != null && end.type() != Tag.Type.END) {
                throw new TemplateFault(
                        end.call().place(), "the block '" + open.word() + "' has a second else", "remove one of them");
            }
            return new Else(new Node.Program(body, List.of(), false), split.strip(), end);
        }
        Tag next = body(body);
        Else rest = next != null && next.type() != Tag.Type.END ? otherwise(next, open) : null;
        Node.Block inner = assemble(
                split,
                new Node.Program(body, split.names(), false),
                rest,
                rest == null ? Node.Strip.NONE : rest.strip());
        return new Else(
                new Node.Program(new ArrayList<>(List.of(inner)), List.of(), true),
                split.strip(),
                rest == null ? next : rest.end());
    }

    private static Node.Block assemble(Tag open, Node.Program main, @Nullable Else rest, Node.Strip close) {
        Node.Program other = null;
        if (rest != null) {
            other = rest.program();
            if (other.chained() && other.body().get(0) instanceof Node.Block inner) {
                inner.close = close;
            }
        }
        boolean inverted = open.type() == Tag.Type.INVERSE_BLOCK;
        Node.Kind kind =
                switch (open.type()) {
                    case PARTIAL_BLOCK -> Node.Kind.PARTIAL;
                    case INLINE_BLOCK -> Node.Kind.INLINE;
                    default -> Node.Kind.HELPER;
                };
        return new Node.Block(
                kind,
                open.call(),
                inverted ? other : main,
                inverted ? main : other,
                open.strip(),
                rest == null ? Node.Strip.NONE : rest.strip(),
                close);
    }

    /** The part behind an else, and the tag that ended it. */
    private record Else(
            Node.Program program,
            Node.Strip strip,
            @Nullable Tag end) {}
}
