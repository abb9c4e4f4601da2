package io.cama.pace.breaker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When a breaker opens and how it closes again.
 *
 * @param failureRate percentage of failed calls at which it opens, 1 to 100
 * @param window over which calls are counted, whole seconds, 1 s or more
 * @param minimumCalls how many the window must hold before it can open, 1 or more
 * @param open how long it refuses calls before it lets probes through, each 1 ms or more: the first time, when
 *     the probes failed the second time, and so on; the last repeats
 * @param probes how many must succeed for it to close, 1 or more
 * @param inARow failed calls without a success between at which it opens whatever the rate, 0 for never
 */
public record BreakerSettings(
        int failureRate, Duration window, int minimumCalls, List<Duration> open, int probes, int inARow) {
    /** Opens at half of the calls. */
    public static final BreakerSettings DEFAULTS = rate(50, 30, 3);

    private static final Map<String, BreakerSettings> PRESETS =
            Map.of("default", DEFAULTS, "strict", rate(30, 60, 5), "lenient", rate(70, 15, 2));

    public BreakerSettings {
        open = List.copyOf(open);
        require(failureRate >= 1 && failureRate <= 100, "failure rate must be 1 to 100 %, was " + failureRate);
        require(window.toSeconds() >= 1, "window must be a second or more, was " + window);
        require(minimumCalls >= 1, "minimum calls must be 1 or more, was " + minimumCalls);
        require(!open.isEmpty(), "time open must be given at least once");
        require(
                open.stream().allMatch(time -> time.compareTo(Duration.ofMillis(1)) >= 0),
                "time open must be a millisecond or more, was " + open);
        require(probes >= 1, "probes must be 1 or more, was " + probes);
        require(inARow >= 0, "failures in a row must be 0 or more, was " + inARow);
    }

    /**
     * The settings of a name.
     *
     * @param name default, strict or lenient
     * @throws IllegalArgumentException if there is none of that name
     */
    public static BreakerSettings preset(String name) {
        BreakerSettings preset = PRESETS.get(name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "there is no preset \"" + name + "\" for breakers; use default, strict or lenient");
        }
        return preset;
    }

    private static BreakerSettings rate(int failureRate, int open, int probes) {
        return new BreakerSettings(
                failureRate, Duration.ofSeconds(10), 10, List.of(Duration.ofSeconds(open)), probes, 0);
    }

    /** How long it stays open after so many openings without a closing between, 1 for the first. */
    Duration open(int times) {
        return open.get(Math.min(times, open.size()) - 1);
    }

    private static void require(boolean sound, String message) {
        if (!sound) {
            throw new IllegalArgumentException(message);
        }
    }
}
