package io.cama.prompt.template;

import io.cama.prompt.chat.Piece;
import io.cama.prompt.expression.Expression;
import io.cama.prompt.expression.TemplateFault;
import io.cama.prompt.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value of an expression. */
final class Evaluation {
    static final List<String> ROLES = List.of("system", "user", "model", "tool");

    private final JsonWriter json = new JsonWriter();

    /** The helper a call means, or null when its head is a plain value. */
    @Nullable
    Helper helper(Expression.Call call, Scope scope) {
        if (call.head() instanceof Expression.Path path
                && path.bare()
                && !scope.names().containsKey(path.parts().get(0))) {
            return Helper.named(path.parts().get(0)).orElse(null);
        }
        return null;
    }

    @Nullable
    Object value(Expression expression, Scope scope) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        return expression instanceof Expression.Path path
                ? path(path, scope)
                : call((Expression.Call) expression, scope);
    }

    @Nullable
    Object call(Expression.Call call, Scope scope) {
        Helper helper = helper(call, scope);
        if (helper != null) {
            return help(helper, call, scope);
        }
        if (call.head() instanceof Expression.Literal literal) {
            return Values.part(scope.self(), String.valueOf(literal.value()));
        }
        return value(call.head(), scope);
    }

    private static @Nullable Object path(Expression.Path path, Scope scope) {
        List<String> parts = path.parts();
        int from = 0;
        Object value;
        if (path.data()) {
            if (parts.isEmpty()) {
                return null;
            }
            Scope.Data data = scope.data();
            for (int up = path.up(); up > 0 && data != null; up--) {
                data = data.outer();
            }
            value = data == null ? null : data.find(parts.get(0));
            from = 1;
        } else if (path.up() == 0 && !path.scoped() && scope.names().containsKey(parts.get(0))) {
            value = scope.names().get(parts.get(0));
            from = 1;
        } else {
            Scope home = scope;
            for (int up = path.up(); up > 0 && home != null; up--) {
                home = home.parent();
            }
            value = home == null ? null : home.self();
        }
        for (int i = from; i < parts.size(); i++) {
            value = Values.part(value, parts.get(i));
        }
        return value;
    }

    @SuppressWarnings("NullAway")
    List<Object> params(Expression.Call call, Scope scope) {
        List<Object> values = new ArrayList<>();
        for (Expression param : call.params()) {
            values.add(value(param, scope));
        }
        return values;
    }

    @SuppressWarnings("NullAway")
    Map<String, Object> hash(Expression.Call call, Scope scope) {
        Map<String, Object> values = new LinkedHashMap<>();
        call.hash().forEach((name, expression) -> values.put(name, value(expression, scope)));
        return values;
    }

    @Nullable
    Object named(Expression.Call call, String name, Scope scope) {
        Expression expression = call.hash().get(name);
        return expression == null ? null : value(expression, scope);
    }

    /** The name of the partial a call means: as written, or what its parentheses give. */
    String partialName(Expression.Call call, Scope scope) {
        if (call.head() instanceof Expression.Path path) {
            return path.text();
        }
        return Values.text(value(call.head(), scope));
    }

    private @Nullable Object help(Helper helper, Expression.Call call, Scope scope) {
        List<Object> params = params(call, scope);
        Object first = params.isEmpty() ? null : params.get(0);
        return switch (helper) {
            case LOOKUP -> Values.part(first, Values.text(params.get(1)));
            case LOG -> null;
            case JSON -> json(call, first, scope);
            case ROLE -> role(call, Values.text(first), scope);
            case HISTORY -> new Piece.History();
            case SECTION -> new Piece.Section(needed(call, "a name", first));
            case MEDIA -> media(call, scope);
            default -> throw new TemplateFault(call.place(), "this helper needs a body", "write " + helper.example());
        };
    }

    private String json(Expression.Call call, @Nullable Object value, Scope scope) {
        Object indent = named(call, "indent", scope);
        try {
            return json.write(value, indent instanceof Number spaces ? spaces.intValue() : 0);
        } catch (IllegalArgumentException e) {
            throw new TemplateFault(call.place(), String.valueOf(e.getMessage()), null);
        }
    }

    private Piece role(Expression.Call call, String role, Scope scope) {
        if (!ROLES.contains(role)) {
            throw new TemplateFault(
                    call.place(), "'" + role + "' is no role", "the roles are " + String.join(", ", ROLES));
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        hash(call, scope).forEach((name, value) -> metadata.put(name, Values.text(value)));
        return new Piece.Role(role, metadata);
    }

    private Piece media(Expression.Call call, Scope scope) {
        String type = Values.text(named(call, "contentType", scope));
        return new Piece.Media(needed(call, "a url", named(call, "url", scope)), type.isEmpty() ? null : type);
    }

    private static String needed(Expression.Call call, String what, @Nullable Object value) {
        String text = Values.text(value);
        if (text.isBlank()) {
            throw new TemplateFault(
                    call.place(), "the helper needs " + what + ", and it is empty here", "guard it with {{#if}}");
        }
        return text;
    }
}
