package io.cama.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered, read and checked.
 *
 * @param value a string, or maps, lists, numbers, booleans and null as the output schema says; a list of maps for a
 *     table
 * @param warnings what was mended or skipped on the way; empty for a clean answer
 */
public record Answer(@Nullable Object value, List<String> warnings) {
    public Answer {
        warnings = List.copyOf(warnings);
    }
}
