package io.cama.model;

/**
 * Tokens of one call as the provider counted them; 0 where it did not say.
 *
 * @param input prompt tokens
 * @param output reply tokens
 */
public record Usage(long input, long output) {
    public static final Usage NONE = new Usage(0, 0);
}
