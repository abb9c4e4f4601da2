package io.cama.model;

/** Where a run is. */
public enum RunState {
    /** Durable and waiting for its turn. */
    ACCEPTED,
    /** Its items are being worked on. */
    RUNNING,
    /** Stopped with items pending; it goes on when asked to, or at a stored instant. */
    PAUSED,
    /** Every item has ended and the outputs are published. */
    DONE,
    /** The input as a whole cannot be read; nothing was published. */
    REJECTED
}
