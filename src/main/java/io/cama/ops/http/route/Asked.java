package io.cama.ops.http.route;

import io.cama.ops.control.By;
import io.cama.ops.http.guard.Caller;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Request;
import java.util.Map;

/**
 * A request that may be answered.
 *
 * @param parameters those of the path, decoded, by their names in the template
 */
public record Asked(Request request, Map<String, String> parameters, Caller caller) {
    /** A parameter that the route's template names. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    /** A parameter that has to be a position, 1 or more; throws a {@link Problem} if it is none. */
    public long position(String name) {
        String text = parameter(name);
        if (!text.matches("[1-9][0-9]{0,12}")) {
            throw Problem.notFound("item at such a position");
        }
        return Long.parseLong(text);
    }

    /** Who asks, for the audit log. */
    public By by() {
        return caller.by();
    }
}
