package io.cama.ops.control;

/** Something could not be done, and nothing was changed. The message says what was seen and what to do. */
public final class NotDone extends RuntimeException {
    /** Why not. */
    public enum Why {
        /** The role does not suffice. */
        FORBIDDEN,
        /** What it is to be done to is not there. */
        UNKNOWN,
        /** What was said makes no sense. */
        INVALID,
        /** It is in a state in which that cannot be done. */
        CONFLICT,
        /** The machine refuses it now; the same may work later. */
        TROUBLE
    }

    private final Why why;

    public NotDone(Why why, String message) {
        super(message);
        this.why = why;
    }

    public NotDone(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
