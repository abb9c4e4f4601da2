package io.cama.output;

import io.cama.output.value.Json;
import java.util.Map;

/**
 * One item of the outputs, as the formats see it.
 *
 * @param position of the item in its run, 1 for the first
 * @param values its input fields and, under each prompt's name, the answer: maps, lists, text, numbers, truth values
 *     and null, in the order in which they are to be written
 * @param recorded whether the item has no answer, but an error among its values
 */
public record Row(long position, Map<String, Object> values, boolean recorded) {
    /** An item that ended well. */
    public Row(long position, Map<String, Object> values) {
        this(position, values, false);
    }

    /**
     * Reads a stored result. Decimal numbers keep all their digits.
     *
     * @param json a JSON object
     * @throws IllegalArgumentException if it is none
     */
    public static Row read(long position, String json) {
        return new Row(position, Json.readObject(json));
    }

    /** The same item as one that has no answer. */
    public Row asRecorded() {
        return new Row(position, values, true);
    }
}
