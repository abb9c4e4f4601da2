package io.cama.model;

/** Whether and how a failed ask is made again. Calls and repairs are counted apart; waiting is bounded by time. */
public enum Again {
    /** Not at all. */
    NEVER,
    /** One more call. */
    ONCE,
    /** Two more calls. */
    TWICE,
    /** As many calls as {@code cama.retry.attempts} allows. */
    ATTEMPTS,
    /** Without counting, until the time for waiting is spent. */
    WAIT,
    /** By a repair turn: the reply goes back with what is wrong with it. */
    REPAIR,
    /** Once, with the limit of output tokens doubled. */
    DOUBLED
}
