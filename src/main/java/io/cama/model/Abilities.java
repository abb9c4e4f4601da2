package io.cama.model;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint understands, where protocols leave it open.
 *
 * @param structured the strongest form in which it can be asked for JSON
 * @param tokenLimitField name of the member that limits output tokens, or null for the dialect's own choice
 * @param maxOutputTokens limit of output tokens where a prompt names none and the protocol needs one, 1 or more
 */
public record Abilities(Structured structured, @Nullable String tokenLimitField, long maxOutputTokens) {
    /** Forms of asking for JSON; the answer is checked against the whole schema in any case. */
    public enum Structured {
        /** The schema is sent in the dialect's native form. */
        SCHEMA,
        /** The schema is sent as the parameters of a tool that must be called. */
        TOOL,
        /** Only that it must be JSON is said. */
        OBJECT,
        /** Nothing is said; the prompt has to. */
        NONE
    }

    public static final Abilities ALL = new Abilities(Structured.SCHEMA, null, 4096);
}
