package io.cama.pace;

import java.time.Duration;

/**
 * When a breaker opens and how it closes again.
 *
 * @param failureRate percentage of failed calls at which it opens, 1 to 100
 * @param window over which calls are counted, whole seconds, 1 s or more
 * @param minimumCalls how many the window must hold before it can open, 1 or more
 * @param open how long it refuses calls before it lets probes through, 1 ms or more
 * @param probes how many must succeed for it to close, 1 or more
 */
public record BreakerSettings(int failureRate, Duration window, int minimumCalls, Duration open, int probes) {
    public BreakerSettings {
        require(failureRate >= 1 && failureRate <= 100, "failure rate must be 1 to 100 %, was " + failureRate);
        require(window.toSeconds() >= 1, "window must be a second or more, was " + window);
        require(minimumCalls >= 1, "minimum calls must be 1 or more, was " + minimumCalls);
        require(open.toMillis() >= 1, "time open must be a millisecond or more, was " + open);
        require(probes >= 1, "probes must be 1 or more, was " + probes);
    }

    private static void require(boolean sound, String message) {
        if (!sound) {
            throw new IllegalArgumentException(message);
        }
    }
}
