package io.cama.model;

/** What a failure means to the circuit breaker of its endpoint. */
public enum Breaks {
    /** Nothing. */
    NO,
    /** One failed call; of an overload every second one, since it says less about health. */
    LITTLE,
    /** One failed call. */
    YES,
    /** The breaker opens, however many calls went well before. */
    AT_ONCE
}
