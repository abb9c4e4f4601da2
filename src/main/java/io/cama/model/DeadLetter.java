package io.cama.model;

import java.time.Instant;
import java.util.List;

/**
 * An item that could not be answered, with all that is known about why.
 *
 * @param id {@code <run>-<position>}
 * @param fields the item's input as a JSON object
 * @param attempts calls made for it
 * @param replies what the model said, raw, oldest first
 */
public record DeadLetter(
        String id,
        String run,
        String job,
        long position,
        long line,
        String fields,
        Reason reason,
        String message,
        int attempts,
        List<String> replies,
        Instant at) {}
