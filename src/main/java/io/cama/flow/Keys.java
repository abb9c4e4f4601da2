package io.cama.flow;

/** The exchange properties the routes share. They never leave the process. */
public final class Keys {
    /** Id of the run, in the routes that work on one. */
    public static final String RUN = "cama.run";

    /** The {@link io.cama.flow.item.ItemWork} of the item an exchange carries through its job's route. */
    public static final String ITEM = "cama.item";

    /** Name of the prompt that a {@code kamelet:llm} step asks. */
    public static final String PROMPT = "cama.prompt";

    /** Name of the endpoint that is to answer, part of a route's address. */
    public static final String ENDPOINT = "cama.endpoint";

    /** The {@link io.cama.flow.attempt.Asking} under way. */
    public static final String ASK = "cama.ask";

    /** What the answer is remembered by, the same for askings that one reply serves. */
    public static final String MEMORY_KEY = "cama.memory";

    /** The same, while equal askings wait for this one. */
    public static final String FLIGHT = "cama.flight";

    private Keys() {}
}
