package io.cama.flow.attempt;

/**
 * Tokens of a call, before it is made.
 *
 * @param counted input tokens before the correction
 * @param input input tokens that are likely
 * @param mostInput input tokens it will hardly exceed
 * @param output output tokens that are likely
 * @param maxOutput output tokens it cannot exceed, 0 when it names no limit
 */
public record Size(long counted, long input, long mostInput, long output, long maxOutput) {
    /** Input and output that are likely. */
    public long expected() {
        return input + output;
    }
}
