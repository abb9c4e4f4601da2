package io.cama.llm.demo.speech;

import io.cama.llm.tokens.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is put into words of a protocol.
 *
 * @param reason a finish reason to give instead of the protocol's own; null for its own
 */
public record Said(String text, Finish finish, @Nullable String reason) {
    /** Why an answer ends. */
    public enum Finish {
        /** It is whole. */
        END,
        /** The cap on tokens was reached. */
        LENGTH,
        /** The model will not answer; the text says so. */
        REFUSED
    }

    /** A whole answer. */
    public static Said whole(String text) {
        return new Said(text, Finish.END, null);
    }

    /** A refusal to answer. */
    public static Said refusal() {
        return new Said("demo: I cannot help with that.", Finish.REFUSED, null);
    }

    /** Length of the text, estimated. */
    public long tokens() {
        return Tokens.of(text);
    }

    /** The same where it fits the cap, else its beginning. */
    public Said capped(long cap) {
        if (tokens() <= cap) {
            return this;
        }
        int fits = 0;
        int over = text.codePointCount(0, text.length());
        while (over - fits > 1) {
            int middle = (fits + over) / 2;
            if (Tokens.of(head(middle)) <= cap) {
                fits = middle;
            } else {
                over = middle;
            }
        }
        return new Said(head(fits), Finish.LENGTH, reason);
    }

    /** The first half, as if the cap had been reached there. */
    public Said truncated() {
        return new Said(half(), Finish.LENGTH, reason);
    }

    /** The first half, given as if it were whole. */
    public Said broken() {
        return new Said(half(), Finish.END, reason);
    }

    /** The same with another finish reason. */
    public Said because(@Nullable String other) {
        return new Said(text, finish, other);
    }

    private String half() {
        return head(text.codePointCount(0, text.length()) / 2);
    }

    private String head(int points) {
        return text.substring(0, text.offsetByCodePoints(0, points));
    }
}
