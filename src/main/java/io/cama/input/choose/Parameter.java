package io.cama.input.choose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that is given with a run and stands in each of its rows under the parameter's name.
 *
 * @param values those it may have; any when empty
 * @param otherwise what it is when it is not given, or null to leave it out
 */
public record Parameter(
        String name, List<String> values, @Nullable String otherwise) {
    /** Whether it may be that. */
    boolean allows(String value) {
        return values.isEmpty() || values.contains(value);
    }

    /** What to say of a value that it may not have. */
    String refusal(String value) {
        return name + " is \"" + value + "\"; it is one of " + String.join(", ", values);
    }
}
