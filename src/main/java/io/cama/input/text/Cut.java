package io.cama.input.text;

import org.jspecify.annotations.Nullable;

/**
 * The text of one row, as it stands in the file.
 *
 * @param line where it begins, 1 for the first line
 * @param cells how many cells it has, 1 where the format has none
 * @param text without the end of its last line; of a faulty row no more than was read
 * @param fault what is wrong with it and in which line, or null
 */
public record Cut(
        long line, int cells, String text, @Nullable String fault) {}
