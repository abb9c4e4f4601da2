package io.cama.ops.http.route;

import io.cama.ops.control.Action;
import io.cama.ops.control.By.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method and a path with what answers them.
 *
 * @param method in capitals; GET stands for HEAD as well
 * @param template such as {@code /api/v1/runs/{run}}; a name in braces is one segment, whatever it holds
 * @param needed the least role, or null where anybody may ask
 * @param action what it does, as the audit log names it; null where it only looks
 * @param json whether the content has to be JSON, where the method sends any
 */
public record Route(
        String method,
        String template,
        @Nullable Role needed,
        @Nullable Action action,
        boolean json,
        Handler handler) {
    /** One that looks and is open to everybody. */
    public static Route open(String template, Handler handler) {
        return new Route("GET", template, null, null, false, handler);
    }

    /** One that looks. */
    public static Route get(String template, Handler handler) {
        return get(template, Role.VIEWER, handler);
    }

    /** One that looks, for more than viewers. */
    public static Route get(String template, Role needed, Handler handler) {
        return new Route("GET", template, needed, null, false, handler);
    }

    /** One that changes something. */
    public static Route post(String template, Action action, Handler handler) {
        return new Route("POST", template, action.needed(), action, true, handler);
    }

    /** One that takes something which is no JSON. */
    public static Route take(String template, Action action, Handler handler) {
        return new Route("POST", template, action.needed(), action, false, handler);
    }

    /** One that sets something to a value. */
    public static Route put(String template, Action action, Handler handler) {
        return new Route("PUT", template, action.needed(), action, true, handler);
    }

    /** Whether something else bounds how many of these are answered at once: a file that comes in, a look open to all. */
    public boolean isBounded() {
        return needed == null || (action != null && !json);
    }

    /** The parameters of a path that this is for; empty if it is not. */
    Optional<Map<String, String>> match(List<String> path) {
        List<String> mine = segments(template);
        if (mine.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < mine.size(); i++) {
            String part = mine.get(i);
            if (part.startsWith("{")) {
                Optional<String> value = Segments.decode(path.get(i));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(part.substring(1, part.length() - 1), value.get());
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }

    /** The segments of a raw path as they stand there, empty ones included; none for what does not begin with a slash. */
    static List<String> raw(String path) {
        return path.startsWith("/") ? segments(path) : List.of();
    }
}
