package io.cama.model;

/** What became of a stored reply. Only {@link #UNCHECKED} and {@link #GOOD} ones are recalled. */
public enum Verdict {
    /** The call was about to be made; nothing has come back, or the program died first. */
    ASKED,
    /** Stored whole, not looked at yet. */
    UNCHECKED,
    /** Read, checked, used. */
    GOOD,
    /** Read and found wanting: kept as evidence, never used again. */
    REJECTED,
    /** The call failed: there is no answer in it. */
    FAILED
}
