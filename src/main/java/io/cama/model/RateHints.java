package io.cama.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a response's headers say about the endpoint's limits.
 *
 * @param requests about calls
 * @param tokens about tokens
 */
public record RateHints(Window requests, Window tokens) {
    /**
     * One limit.
     *
     * @param limit how much is allowed in a minute, or -1 when it is not said
     * @param left how much of it is left, or -1 when it is not said
     * @param reset in how long it is whole again, or null when it is not said
     */
    public record Window(long limit, long left, @Nullable Duration reset) {
        public static final Window UNKNOWN = new Window(-1, -1, null);
    }

    public static final RateHints NONE = new RateHints(Window.UNKNOWN, Window.UNKNOWN);
}
