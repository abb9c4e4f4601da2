package io.cama.model;

/** The four kinds of failure. The kind alone decides what happens to the item and to the run. */
public enum FaultKind {
    /** The item itself is at fault: it ends in the dead letters and the run goes on. */
    ITEM,
    /** It passes by itself: wait, ask again, and in the end leave the item to the next pass. */
    PASSING,
    /** Every call would fail alike (key, credit, model, address): the run pauses and nothing is buried. */
    ENDPOINT,
    /** Our own machine is at fault (disk full, ledger gone): intake and calls stop until it passes. */
    LOCAL
}
