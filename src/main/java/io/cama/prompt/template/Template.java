package io.cama.prompt.template;

import io.cama.prompt.chat.Piece;
import io.cama.prompt.chat.Sink;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.syntax.Node;
import io.cama.prompt.syntax.TemplateParser;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A compiled template. Immutable; many threads may render it at once. */
public final class Template {
    private final Node.Program program;

    private Template(Node.Program program) {
        this.program = program;
    }

    /**
     * Compiles a source.
     *
     * @param file named in faults
     * @param firstLine line of the file at which {@code source} begins
     * @throws TemplateFault if it breaks the grammar; unknown helpers and partials are left to {@link #problems}
     */
    public static Template compile(String file, int firstLine, String source) {
        return new Template(TemplateParser.parse(file, firstLine, source));
    }

    /**
     * Whatever would fail in every rendering: unknown helpers and partials, wrong arguments, partials that contain
     * themselves.
     *
     * @param names the partials there are
     * @param partials gives one of them, or null where it cannot be compiled
     */
    public List<TemplateFault> problems(List<String> names, Function<String, @Nullable Template> partials) {
        return new Check(names, partials).of(program);
    }

    /**
     * Renders.
     *
     * @param input the values by name
     * @param data the values by {@code @name}
     * @param partials gives a partial by its name, or null
     * @throws TemplateFault if a helper is given what it cannot use
     */
    public List<Piece> render(
            Map<String, Object> input, Map<String, Object> data, Function<String, @Nullable Template> partials) {
        return render(input, data, partials, UnaryOperator.identity());
    }

    /**
     * The same, where what a tag prints is made safe for the place it is printed in. The template's own text stays.
     *
     * @param escape makes it so
     */
    public List<Piece> render(
            Map<String, Object> input,
            Map<String, Object> data,
            Function<String, @Nullable Template> partials,
            UnaryOperator<String> escape) {
        Sink sink = new Sink();
        new Rendering(sink, partials, escape).program(program, Scope.top(input, data));
        return sink.pieces();
    }

    Node.Program program() {
        return program;
    }
}
