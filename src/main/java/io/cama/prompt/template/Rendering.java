package io.cama.prompt.template;

import io.cama.prompt.chat.Piece;
import io.cama.prompt.chat.Sink;
import io.cama.prompt.expression.Expression;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.syntax.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One walk over a syntax tree. */
final class Rendering {
    private static final int MAX_PARTIALS = 100;
    private static final String BLOCK = "@partial-block";

    private final Sink sink;
    private final Function<String, @Nullable Template> partials;
    private final UnaryOperator<String> escape;
    private final Evaluation evaluation = new Evaluation();
    private int depth;

    /** @param escape what is done to the text of each value before it is printed */
    Rendering(Sink sink, Function<String, @Nullable Template> partials, UnaryOperator<String> escape) {
        this.sink = sink;
        this.partials = partials;
        this.escape = escape;
    }

    void program(Node.@Nullable Program program, Scope scope) {
        if (program == null) {
            return;
        }
        Scope inner = defined(program, scope);
        for (Node node : program.body()) {
            if (node instanceof Node.Text text) {
                sink.write(text.value());
            } else if (node instanceof Node.Output output) {
                output(output.call(), inner);
            } else if (node instanceof Node.Partial partial) {
                partial(partial.call(), partial.indent(), null, inner);
            } else if (node instanceof Node.Block block) {
                block(block, inner);
            }
        }
    }

    /** The scope with the inline partials of this body, which may be used before they are defined. */
    private Scope defined(Node.Program program, Scope scope) {
        Map<String, Scope.Inline> inlines = new HashMap<>();
        for (Node node : program.body()) {
            if (node instanceof Node.Block block && block.kind() == Node.Kind.INLINE && block.program() != null) {
                String name = Values.text(evaluation.value(block.call().params().get(0), scope));
                inlines.put(name, new Scope.Inline(block.program(), scope));
            }
        }
        return inlines.isEmpty() ? scope : scope.defining(inlines);
    }

    private void output(Expression.Call call, Scope scope) {
        Object value = evaluation.call(call, scope);
        if (value instanceof Piece mark) {
            sink.mark(mark);
        } else {
            sink.write(escape.apply(Values.text(value)));
        }
        if (sink.full()) {
            throw new TemplateFault(call.place(), "the rendered prompt is larger than 64 million characters", null);
        }
    }

    private void block(Node.Block block, Scope scope) {
        switch (block.kind()) {
            case INLINE -> {}
            case PARTIAL -> partial(block.call(), "", block.program(), scope);
            case HELPER -> {
                Helper helper = evaluation.helper(block.call(), scope);
                if (helper == null) {
                    section(block, evaluation.value(block.call().head(), scope), scope);
                } else {
                    helped(helper, block, scope);
                }
            }
        }
    }

    private void helped(Helper helper, Node.Block block, Scope scope) {
        List<Object> params = evaluation.params(block.call(), scope);
        Object first = params.isEmpty() ? null : params.get(0);
        switch (helper) {
            case IF -> choose(condition(block, first, scope), block, scope);
            case UNLESS -> choose(!condition(block, first, scope), block, scope);
            case IF_EQUALS -> choose(Values.same(first, params.get(1)), block, scope);
            case UNLESS_EQUALS -> choose(!Values.same(first, params.get(1)), block, scope);
            case WITH -> {
                if (Values.truthy(first) || first instanceof Number) {
                    program(block.program(), named(block, scope.enter(first), first));
                } else {
                    program(block.inverse(), scope);
                }
            }
            case EACH -> each(block, first, scope);
            default -> throw new TemplateFault(block.call().place(), "this helper takes no body", helper.example());
        }
    }

    private boolean condition(Node.Block block, @Nullable Object value, Scope scope) {
        boolean zero = Values.truthy(evaluation.named(block.call(), "includeZero", scope));
        return Values.truthy(value) || (zero && value instanceof Number);
    }

    private void choose(boolean yes, Node.Block block, Scope scope) {
        program(yes ? block.program() : block.inverse(), scope);
    }

    /** <code>{{#name}}</code> without a helper: a list is gone through, true keeps the scope, anything else becomes it. */
    private void section(Node.Block block, @Nullable Object value, Scope scope) {
        if (value instanceof List) {
            each(block, value, scope);
        } else if (value == null || value instanceof Boolean) {
            choose(Boolean.TRUE.equals(value), block, scope);
        } else {
            program(block.program(), named(block, scope.enter(value), value));
        }
    }

    private void each(Node.Block block, @Nullable Object value, Scope scope) {
        int index = 0;
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                turn(block, entry.getValue(), String.valueOf(entry.getKey()), index++, map.size(), scope);
            }
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                turn(block, element, index, index++, list.size(), scope);
            }
        }
        if (index == 0) {
            program(block.inverse(), scope);
        }
    }

    private void turn(Node.Block block, @Nullable Object value, Object key, int index, int size, Scope scope) {
        Map<String, Object> data = new HashMap<>();
        data.put("key", key);
        data.put("index", index);
        data.put("first", index == 0);
        data.put("last", index == size - 1);
        program(block.program(), named(block, scope.with(data).enter(value), value, key));
    }

    private static Scope named(Node.Block block, Scope scope, @Nullable Object... values) {
        return block.program() == null ? scope : scope.named(block.program().names(), values);
    }

    private void partial(Expression.Call call, String indent, Node.@Nullable Program body, Scope scope) {
        if (++depth > MAX_PARTIALS) {
            throw new TemplateFault(call.place(), "partials are nested deeper than " + MAX_PARTIALS + " levels", null);
        }
        Object context = argument(call, scope);
        String name = evaluation.partialName(call, scope);
        String before = sink.indentBy(indent);
        Scope.Inline block = body == null ? null : new Scope.Inline(body, scope);
        Scope.Inline inline = scope.inlines().get(name);
        Template template = inline == null ? partials.apply(name) : null;
        if (name.equals(BLOCK) && scope.data().block() != null) {
            program(scope.data().block().program(), scope.inside(scope.data().block(), context));
        } else if (inline != null) {
            program(inline.program(), scope.partial(context, block));
        } else if (template != null) {
            program(template.program(), scope.partial(context, block));
        } else if (body != null) {
            program(body, scope);
        } else {
            throw new TemplateFault(call.place(), "there is no partial '" + name + "'", null);
        }
        sink.indentAsBefore(before);
        depth--;
    }

    private @Nullable Object argument(Expression.Call call, Scope scope) {
        Object context = call.params().isEmpty()
                ? scope.self()
                : evaluation.value(call.params().get(0), scope);
        if (call.hash().isEmpty()) {
            return context;
        }
        Map<String, Object> merged = new LinkedHashMap<>();
        if (context instanceof Map<?, ?> map) {
            map.forEach((key, value) -> merged.put(String.valueOf(key), value));
        }
        merged.putAll(evaluation.hash(call, scope));
        return merged;
    }
}
