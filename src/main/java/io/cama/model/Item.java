package io.cama.model;

import org.jspecify.annotations.Nullable;

/**
 * One unit of work cut from an input file, as the ledger holds it.
 *
 * @param position 1 for the first row; its place in the input and in the outputs
 * @param line where it begins in the file, 1 for the first line
 * @param fields its input as a JSON object
 * @param retake how it is asked since it was tried again as a dead letter, or null as the job says
 */
public record Item(
        String run,
        long position,
        long line,
        String fields,
        ItemState state,
        @Nullable String retake) {
    /** An item that is asked as its job says. */
    public Item(String run, long position, long line, String fields, ItemState state) {
        this(run, position, line, fields, state, null);
    }
}
