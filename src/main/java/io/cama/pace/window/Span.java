package io.cama.pace.window;

import java.time.Duration;
import java.util.Locale;

/** The length of a window. */
public enum Span {
    MINUTE(Duration.ofMinutes(1), 'm'),
    HOUR(Duration.ofHours(1), 'h'),
    DAY(Duration.ofDays(1), 'd');

    /** Calls do not reach the endpoint as evenly as they leave: on a busy machine some are on their way for long. */
    private static final Duration JITTER = Duration.ofSeconds(1);

    private final Duration length;
    private final char letter;

    Span(Duration length, char letter) {
        this.length = length;
        this.letter = letter;
    }

    /** How long what was spent is remembered, in nanoseconds: somewhat longer than the window. */
    long remembered() {
        return length.plus(JITTER).toNanos();
    }

    /** The last letter of words such as rpm and tpd. */
    char letter() {
        return letter;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
