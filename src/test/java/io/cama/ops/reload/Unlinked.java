package io.cama.ops.reload;

/** A step of a route whose class cannot be initialised, as where a jar is missing. */
public final class Unlinked {
    private static final Object NEVER = never();

    private static Object never() {
        throw new AssertionError("a jar is missing");
    }

    /** Is never called. */
    public Object call() {
        return NEVER;
    }

    /** Another of the kind: only the first use of a class throws what went wrong. */
    public static final class Too {
        private static final Object NEVER = never();

        /** Is never called. */
        public Object call() {
            return NEVER;
        }
    }
}
