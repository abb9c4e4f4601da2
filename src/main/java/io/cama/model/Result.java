package io.cama.model;

/**
 * What stands in the outputs for an item.
 *
 * @param values the item's input fields and, under each prompt's name, the answer: a JSON object
 * @param recorded whether it has no answer, but an error among its values
 */
public record Result(long position, long line, String values, boolean recorded) {
    /** An item that ended well. */
    public Result(long position, long line, String values) {
        this(position, line, values, false);
    }
}
