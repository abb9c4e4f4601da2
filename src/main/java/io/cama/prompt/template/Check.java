package io.cama.prompt.template;

import io.cama.prompt.expression.Expression;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.file.Spelling;
import io.cama.prompt.syntax.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks a template over before it is rendered. */
final class Check {
    private final List<String> names;
    private final Function<String, @Nullable Template> partials;
    private final Set<String> sound = new HashSet<>();
    private final List<TemplateFault> problems = new ArrayList<>();

    Check(List<String> names, Function<String, @Nullable Template> partials) {
        this.names = names;
        this.partials = partials;
    }

    List<TemplateFault> of(Node.Program program) {
        Set<String> known = new HashSet<>(names);
        inlines(program, known);
        program(program, Set.of(), known);
        return problems;
    }

    private void inlines(Node.@Nullable Program program, Set<String> known) {
        for (Node node : program == null ? List.<Node>of() : program.body()) {
            if (node instanceof Node.Block block) {
                if (block.kind() == Node.Kind.INLINE
                        && block.call().params().get(0) instanceof Expression.Literal name) {
                    known.add(String.valueOf(name.value()));
                }
                inlines(block.program(), known);
                inlines(block.inverse(), known);
            }
        }
    }

    private void program(Node.@Nullable Program program, Set<String> variables, Set<String> known) {
        if (program == null) {
            return;
        }
        Set<String> inner = new HashSet<>(variables);
        inner.addAll(program.names());
        for (Node node : program.body()) {
            if (node instanceof Node.Output output) {
                call(output.call(), false, inner);
            } else if (node instanceof Node.Partial partial) {
                partial(partial.call(), false, inner, known);
            } else if (node instanceof Node.Block block) {
                switch (block.kind()) {
                    case HELPER -> call(block.call(), true, inner);
                    case PARTIAL -> partial(block.call(), true, inner, known);
                    case INLINE -> arguments(block.call(), inner);
                }
                program(block.program(), inner, known);
                program(block.inverse(), inner, known);
            }
        }
    }

    private void partial(Expression.Call call, boolean body, Set<String> variables, Set<String> known) {
        arguments(call, variables);
        if (call.params().size() > 1) {
            add(call, "a partial takes one unnamed argument", "name the others, as in {{> card title=word}}");
        }
        if (call.head() instanceof Expression.Call dynamic) {
            call(dynamic, false, variables);
            return;
        }
        String name = name(call);
        if (!known.contains(name) && !body && !name.equals("@partial-block")) {
            add(call, "there is no partial '" + name + "'", partialHint(name));
        }
        Template template = partials.apply(name);
        if (template != null) {
            cycle(call, name, template, new LinkedHashSet<>());
        }
    }

    private String partialHint(String name) {
        return names.isEmpty() ? "make the file _" + name + ".prompt beside the prompt" : Spelling.hint(name, names);
    }

    private void cycle(Expression.Call call, String name, Template template, Set<String> path) {
        if (sound.contains(name)) {
            return;
        }
        if (!path.add(name)) {
            add(call, "partials contain one another: " + String.join(" > ", path) + " > " + name, "break the circle");
            return;
        }
        Set<String> used = new LinkedHashSet<>();
        uses(template.program(), used);
        for (String next : used) {
            Template inner = partials.apply(next);
            if (inner != null && problems.isEmpty()) {
                cycle(call, next, inner, path);
            }
        }
        path.remove(name);
        sound.add(name);
    }

    private static void uses(Node.@Nullable Program program, Set<String> used) {
        for (Node node : program == null ? List.<Node>of() : program.body()) {
            if (node instanceof Node.Partial partial) {
                used.add(name(partial.call()));
            } else if (node instanceof Node.Block block) {
                if (block.kind() == Node.Kind.PARTIAL) {
                    used.add(name(block.call()));
                }
                uses(block.program(), used);
                uses(block.inverse(), used);
            }
        }
    }

    private static String name(Expression.Call call) {
        if (call.head() instanceof Expression.Path path) {
            return path.text();
        }
        return call.head() instanceof Expression.Literal literal ? String.valueOf(literal.value()) : "";
    }

    private void arguments(Expression.Call call, Set<String> variables) {
        call.params().forEach(param -> nested(param, variables));
        call.hash().values().forEach(value -> nested(value, variables));
    }

    private void nested(Expression expression, Set<String> variables) {
        if (expression instanceof Expression.Call inner) {
            if (!(inner.head() instanceof Expression.Path path)
                    || !path.bare()
                    || Helper.named(path.text()).isEmpty()) {
                add(inner, "'" + name(inner) + "' is no helper", Spelling.hint(name(inner), Helper.words()));
                return;
            }
            call(inner, false, variables);
        }
    }

    private void call(Expression.Call call, boolean body, Set<String> variables) {
        arguments(call, variables);
        String name = name(call);
        Helper helper = call.head() instanceof Expression.Path path && path.bare() && !variables.contains(name)
                ? Helper.named(name).orElse(null)
                : null;
        if (helper == null) {
            if (call.hasArguments()) {
                add(call, "there is no helper '" + name + "'", Spelling.hint(name, Helper.words()));
            }
        } else if (helper.block() != body) {
            add(call, "the helper '" + name + "' takes " + (body ? "no" : "a") + " body", "write " + helper.example());
        } else if (helper == Helper.LOG
                ? call.params().isEmpty()
                : call.params().size() != helper.params()) {
            add(
                    call,
                    "the helper '" + name + "' takes " + helper.params() + " unnamed arguments and is given "
                            + call.params().size(),
                    "write " + helper.example() + "; a field of that name is {{this." + name + "}}");
        } else if (helper == Helper.MEDIA && !call.hash().containsKey("url")) {
            add(call, "the helper 'media' needs a url", "write " + helper.example());
        } else if (helper == Helper.ROLE
                && call.params().get(0) instanceof Expression.Literal role
                && !Evaluation.ROLES.contains(String.valueOf(role.value()))) {
            add(call, "'" + role.value() + "' is no role", "the roles are " + String.join(", ", Evaluation.ROLES));
        }
    }

    private void add(Expression.Call call, String problem, String hint) {
        problems.add(new TemplateFault(call.place(), problem, hint));
    }
}
