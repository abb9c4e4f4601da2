package io.cama.model;

/** What sort of trouble a {@link Reason} is, whatever is done about it. */
public enum FaultClass {
    /** Passes by itself. */
    TRANSIENT,
    /** The endpoint wants fewer calls; nothing is broken. */
    RATE_LIMITED,
    /** The item's text, or what the model made of it. */
    CONTENT,
    /** The same request will never be accepted. */
    PERMANENT,
    /** Something the calls depend on: key, credit, model, address, certificate. */
    DEPENDENCY,
    /** Room or permission on our side: memory, disk, connections, budget. */
    RESOURCE,
    /** Nobody knows. */
    UNKNOWN
}
