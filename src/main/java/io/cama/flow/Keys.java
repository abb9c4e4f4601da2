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

    /** The published file of dead letters, in the route that publishes. */
    public static final String DEAD_LETTERS = "cama.dead-letters";
    /** The {@link io.cama.model.Failure} an item is to end with. */
    public static final String FAILURE = "cama.failure";

    /** The route that is given an item at fault, part of an address. */
    public static final String FALLBACK = "cama.fallback";

    /** What an item at fault holds, as a map. */
    public static final String VALUES = "cama.values";

    /** The {@link io.cama.ledger.letter.Notices.Notice} that is being told. */
    public static final String NOTICE = "cama.notice";

    /** Whether somebody is to be told of the item's end. */
    public static final String TELL = "cama.tell";

    /** Where somebody is told. */
    public static final String ESCALATE = "cama.escalate-to";

    private Keys() {}
}
