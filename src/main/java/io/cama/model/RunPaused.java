package io.cama.model;

/** The run an item belongs to has paused: the item stays pending and is not buried. */
public final class RunPaused extends RuntimeException {
    public RunPaused(String message) {
        super(message, null, false, false);
    }
}
