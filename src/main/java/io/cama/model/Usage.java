package io.cama.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of one call as the provider counted them, by one convention whatever the provider's own; 0 where it did not
 * say.
 *
 * @param input prompt tokens, those read from or written to the provider's prompt cache included
 * @param output reply tokens, those spent on reasoning included
 * @param cached of {@code input}, read from the provider's prompt cache
 * @param cacheWritten of {@code input}, written to the provider's prompt cache
 * @param reasoning of {@code output}, not part of the text
 * @param cost what the provider says the call cost, in US dollars, or null when it does not
 */
public record Usage(
        long input,
        long output,
        long cached,
        long cacheWritten,
        long reasoning,
        @Nullable BigDecimal cost) {
    public static final Usage NONE = new Usage(0, 0);

    public Usage(long input, long output) {
        this(input, output, 0, 0, 0, null);
    }
}
