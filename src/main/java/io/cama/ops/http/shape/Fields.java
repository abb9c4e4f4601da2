package io.cama.ops.http.shape;

import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What a client says in JSON. Whatever is not understood is a {@link Problem}. */
public final class Fields {
    private static final int LONGEST = 2000;
    private static final int MOST = 10_000;

    private final Map<String, Object> values;

    private Fields(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Reads the content of a request.
     *
     * @param known all that it may say
     */
    public static Fields of(Request request, String... known) throws IOException {
        Map<String, Object> values = request.content().json();
        if (!List.of(known).containsAll(values.keySet())) {
            throw Problem.bad(
                    known.length == 0
                            ? "This takes an empty JSON object."
                            : "This takes " + String.join(", ", new TreeSet<>(List.of(known))) + ", and no more.");
        }
        return new Fields(values);
    }

    /** A text that has to be there; blanks around it are dropped. */
    public String text(String name) {
        return optional(name).orElseThrow(() -> Problem.bad(name + " is missing or empty; it has to be a text."));
    }

    /** A text, or empty where none is said. */
    public Optional<String> optional(String name) {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text
                && text.length() <= LONGEST
                && text.chars().noneMatch(Character::isISOControl)) {
            return Optional.of(text.strip()).filter(some -> !some.isEmpty());
        }
        throw Problem.bad(name + " has to be a text of at most " + LONGEST + " characters on one line.");
    }

    /** A yes or no that has to be there. */
    public boolean flag(String name) {
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw Problem.bad(name + " has to be true or false.");
    }

    /** A whole number, or empty where none is said. */
    public Optional<Long> number(String name) {
        Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(number(name, value));
    }

    /** Whole numbers, none where nothing is said. */
    public List<Long> numbers(String name) {
        Object value = values.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.size() <= MOST) {
            List<Long> numbers = new ArrayList<>();
            list.forEach(one -> numbers.add(number(name, one)));
            return numbers;
        }
        throw Problem.bad(name + " has to be a list of at most " + MOST + " whole numbers.");
    }

    private static long number(String name, Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw Problem.bad(name + " has to be a whole number.");
    }
}
