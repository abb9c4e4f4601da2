package io.cama.input.choose;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row is given from a list of the job: each time another element, until there is none left.
 *
 * @param lists by name, in lower case; {@link #ANY} holds for names that have no list
 * @param by the field whose value names the list, or null for one list for all rows
 * @param into the field it goes to; a row that has something there keeps it
 * @param seed a whole number or any text, or the name of a parameter that holds one
 * @param only the rows that take part: those that have these values in these fields
 */
public record PickRule(
        Map<String, List<Object>> lists, @Nullable String by, String into, String seed, Map<String, String> only) {
    /** The list for rows whose value names none. */
    public static final String ANY = "any";
}
