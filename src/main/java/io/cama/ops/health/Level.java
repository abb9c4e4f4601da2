package io.cama.ops.health;

import java.util.Locale;

/** How well somebody is. */
public enum Level {
    HEALTHY,
    DEGRADED,
    UNHEALTHY,
    /** No call has been made lately. */
    UNKNOWN;

    /**
     * From which share of calls that went well somebody is healthy or degraded.
     *
     * @param healthy in percent, 0 to 100
     * @param degraded in percent, at most {@code healthy}
     */
    public record Bounds(int healthy, int degraded) {
        public Bounds {
            if (degraded < 0 || healthy > 100 || degraded > healthy) {
                throw new IllegalArgumentException(
                        "the share from which somebody is degraded must be 0 or more and at most the one from which they"
                                + " are healthy, which is at most 100; they were " + degraded + " and " + healthy
                                + "; correct cama.health.degraded or cama.health.healthy");
            }
        }

        /** The level of so many calls that went well among so many in all. */
        public Level of(long ok, long calls) {
            if (calls == 0) {
                return UNKNOWN;
            }
            return 100 * ok >= healthy * calls ? HEALTHY : 100 * ok >= degraded * calls ? DEGRADED : UNHEALTHY;
        }
    }

    /** In lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** 1, 0.5 or 0; NaN where nobody knows. */
    public double number() {
        return switch (this) {
            case HEALTHY -> 1;
            case DEGRADED -> 0.5;
            case UNHEALTHY -> 0;
            case UNKNOWN -> Double.NaN;
        };
    }
}
