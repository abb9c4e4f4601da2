package io.cama.prompt.syntax;

import io.cama.prompt.file.Space;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes away the white space that belongs to tags: where a tag says {@code ~}, and the whole line of a block tag,
 * comment or partial that stands alone on it.
 */
final class Standalone {
    private static final Pattern LINE_BEFORE = Pattern.compile("\\r?\\n" + Space.IN_LINE + "*\\z");
    private static final Pattern START_OR_LINE_BEFORE = Pattern.compile("(\\A|\\r?\\n)" + Space.IN_LINE + "*\\z");
    private static final Pattern LINE_BEHIND = Pattern.compile("\\A" + Space.IN_LINE + "*?\\r?\\n");
    private static final Pattern LINE_OR_END_BEHIND = Pattern.compile("\\A" + Space.IN_LINE + "*?(\\r?\\n|\\z)");
    private static final Pattern INDENT = Pattern.compile("[ \\t]+\\z");
    private static final Pattern REST_OF_LINE = Pattern.compile("\\A[ \\t]*\\r?\\n?");

    private Standalone() {}

    static void apply(Node.Program program) {
        program(program, true);
    }

    private static void program(Node.Program program, boolean root) {
        List<Node> body = program.body();
        for (int i = 0; i < body.size(); i++) {
            Edges edges = edges(body.get(i));
            if (edges == null) {
                continue;
            }
            boolean before = blankBefore(body, i, root);
            boolean behind = blankBehind(body, i, root);
            if (edges.close()) {
                cutRight(body, i + 1, true);
            }
            if (edges.open()) {
                cutLeft(body, i - 1, true);
            }
            if (edges.inline() && before && behind) {
                cutRight(body, i + 1, false);
                if (cutLeft(body, i - 1, false) && body.get(i) instanceof Node.Partial partial) {
                    partial.indentBy(indent(body.get(i - 1)));
                }
            }
            if (body.get(i) instanceof Node.Block block) {
                if (edges.openAlone() && before) {
                    cutRight(main(block).body(), 0, false);
                    cutLeft(body, i - 1, false);
                }
                if (edges.closeAlone() && behind) {
                    cutRight(body, i + 1, false);
                    List<Node> last = last(block).body();
                    cutLeft(last, last.size() - 1, false);
                }
            }
        }
    }

    private record Edges(boolean open, boolean close, boolean inline, boolean openAlone, boolean closeAlone) {}

    private static @Nullable Edges edges(Node node) {
        if (node instanceof Node.Output output) {
            return new Edges(output.strip().open(), output.strip().close(), false, false, false);
        }
        if (node instanceof Node.Comment comment) {
            return new Edges(comment.strip().open(), comment.strip().close(), true, false, false);
        }
        if (node instanceof Node.Partial partial) {
            return new Edges(partial.strip.open(), partial.strip.close(), true, false, false);
        }
        return node instanceof Node.Block block ? block(block) : null;
    }

    private static Edges block(Node.Block block) {
        if (block.program() != null) {
            program(block.program(), false);
        }
        if (block.inverse() != null) {
            program(block.inverse(), false);
        }
        List<Node> main = main(block).body();
        Node.Program inverse = block.program() == null ? null : block.inverse();
        List<Node> first = inverse == null ? main : first(inverse).body();
        Edges edges = new Edges(
                block.open.open(),
                block.close.close(),
                false,
                blankBehind(main, -1, false),
                blankBefore(first, first.size(), false));
        if (block.open.close()) {
            cutRight(main, 0, true);
        }
        if (inverse == null) {
            if (block.close.open()) {
                cutLeft(main, main.size() - 1, true);
            }
            return edges;
        }
        if (block.middle.open()) {
            cutLeft(main, main.size() - 1, true);
        }
        if (block.middle.close()) {
            cutRight(first, 0, true);
        }
        if (block.close.open()) {
            List<Node> end = end(inverse).body();
            cutLeft(end, end.size() - 1, true);
        }
        if (blankBefore(main, main.size(), false) && blankBehind(first, -1, false)) {
            cutLeft(main, main.size() - 1, false);
            cutRight(first, 0, false);
        }
        return edges;
    }

    private static Node.Program main(Node.Block block) {
        Node.Program main = block.program() == null ? block.inverse() : block.program();
        return main == null ? new Node.Program(List.of(), List.of(), false) : main;
    }

    private static Node.Program last(Node.Block block) {
        return block.inverse() == null ? main(block) : block.inverse();
    }

    private static Node.Program first(Node.Program inverse) {
        return inverse.chained() && inverse.body().get(0) instanceof Node.Block inner ? main(inner) : inverse;
    }

    private static Node.Program end(Node.Program inverse) {
        Node.Program end = inverse;
        while (end.chained() && end.body().get(end.body().size() - 1) instanceof Node.Block inner) {
            end = main(inner);
        }
        return end;
    }

    private static boolean blankBefore(List<Node> body, int i, boolean root) {
        if (i < 1) {
            return root;
        }
        return body.get(i - 1) instanceof Node.Text text
                && (i > 1 || !root ? LINE_BEFORE : START_OR_LINE_BEFORE)
                        .matcher(text.original)
                        .find();
    }

    private static boolean blankBehind(List<Node> body, int i, boolean root) {
        if (i + 1 >= body.size()) {
            return root;
        }
        return body.get(i + 1) instanceof Node.Text text
                && (i + 2 < body.size() || !root ? LINE_BEHIND : LINE_OR_END_BEHIND)
                        .matcher(text.original)
                        .find();
    }

    private static void cutRight(List<Node> body, int i, boolean all) {
        if (i < body.size() && body.get(i) instanceof Node.Text text && (all || !text.rightStripped)) {
            String rest = all
                    ? Space.stripLeading(text.value())
                    : REST_OF_LINE.matcher(text.value()).replaceFirst("");
            text.rightStripped = rest.length() != text.value().length();
            text.shorten(rest);
        }
    }

    private static boolean cutLeft(List<Node> body, int i, boolean all) {
        if (i < 0 || i >= body.size() || !(body.get(i) instanceof Node.Text text) || (!all && text.leftStripped)) {
            return false;
        }
        String rest = all
                ? Space.stripTrailing(text.value())
                : INDENT.matcher(text.value()).replaceFirst("");
        text.leftStripped = rest.length() != text.value().length();
        text.shorten(rest);
        return text.leftStripped;
    }

    private static String indent(Node before) {
        if (before instanceof Node.Text text) {
            Matcher indent = INDENT.matcher(text.original);
            return indent.find() ? indent.group() : "";
        }
        return "";
    }
}
