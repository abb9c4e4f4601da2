package io.cama.flow;

/** The exchange properties the routes share. They never leave the process. */
public final class Keys {
    /** Id of the run, in the routes that work on one. */
    public static final String RUN = "cama.run";

    /** The {@link io.cama.flow.item.ItemWork} of the item an exchange carries through its job's route. */
    public static final String ITEM = "cama.item";

    /** Name of the prompt that a step asks, a slash, and the name its answer gets; without that the prompt's own. */
    public static final String PROMPT = "cama.prompt";

    /** The split that a run goes through, part of a route's address. */
    public static final String SPLIT = "cama.split";

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

    /** The review under way; with a dot and the name of a parameter, what {@code kamelet:review} was given. */
    public static final String REVIEW = "cama.review";

    /** What a review does next: {@code prompt}, {@code checker}, {@code fix}, or nothing since it has {@code passed}. */
    public static final String REVIEW_NEXT = "cama.review-next";

    /** The route of the job's own that checks. */
    public static final String CHECKER = "cama.checker";

    /** The item that is being deployed; with a dot and the name of a parameter, what {@code kamelet:deploy} was given. */
    public static final String DEPLOY = "cama.deploy";

    /** Whether anything is deployed. */
    public static final String DEPLOYS = "cama.deploys";

    /** The number of the listener that is told. */
    public static final String LISTENER = "cama.listener";

    /** The event it is told of. */
    public static final String EVENT = "cama.event";

    /** Where it is told. */
    public static final String TARGET = "cama.target";

    private Keys() {}
}
