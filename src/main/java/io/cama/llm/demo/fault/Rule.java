package io.cama.llm.demo.fault;

import io.cama.llm.demo.speech.Asked;
import java.util.regex.Pattern;

/** A scripted fault: to calls that fit, this is done. */
public record Rule(When when, Action then) {
    /**
     * Which calls are meant; all conditions must hold.
     *
     * @param nth which calls of all
     * @param again which times the same request comes
     * @param model name of the model, where {@code *} stands for anything
     * @param text part of a message
     */
    public record When(Span nth, Span again, String model, String text) {
        boolean fits(Asked asked, long number, int times) {
            return nth.holds(number)
                    && again.holds(times)
                    && Pattern.matches(Pattern.quote(model).replace("*", "\\E.*\\Q"), asked.model())
                    && asked.talk().holds(text);
        }
    }

    /** Numbers from the first to the last, both included. */
    public record Span(long first, long last) {
        /** Every number. */
        public static final Span ALL = new Span(1, Long.MAX_VALUE);

        boolean holds(long number) {
            return first <= number && number <= last;
        }
    }
}
