package io.cama.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a job does with an item that is at fault, once asking again does not help.
 *
 * @param fallback the route that is given the item where the way is {@link Way#FALLBACK}, such as {@code direct:by-rule}
 * @param escalate who is told, as {@code cama.escalate} says it; empty for what is set there
 */
public record Failing(Way way, String fallback, String escalate) {
    /** How such an item ends. */
    public enum Way {
        /** Among the dead letters. */
        DEAD_LETTER,
        /** In the outputs, in its place, with its error. */
        RECORD,
        /** With what a route of the job's own makes of it. */
        FALLBACK;

        /** As a job writes it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final Failing USUAL = new Failing(Way.DEAD_LETTER, "", "");

    /**
     * Reads the parameters of a job.
     *
     * @throws IllegalArgumentException if they do not go together; the message says what to write
     */
    public static Failing parse(String onError, String fallback, String escalate) {
        Way way = Arrays.stream(Way.values())
                .filter(each -> each.text().equals(onError))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("onError is \"" + onError + "\"; write "
                        + Arrays.stream(Way.values()).map(Way::text).collect(Collectors.joining(", "))));
        if (way == Way.FALLBACK && !fallback.matches("direct:[\\w.-]+")) {
            throw new IllegalArgumentException("onError is fallback and fallback is \"" + fallback
                    + "\"; name a route of the job, such as fallback: direct:by-rule");
        }
        if (way != Way.FALLBACK && !fallback.isEmpty()) {
            throw new IllegalArgumentException("fallback is \"" + fallback + "\" and onError is " + onError
                    + "; write onError: fallback, or leave fallback out");
        }
        return new Failing(way, fallback, escalate);
    }
}
