package io.cama.model;

/** Where an item is. Every item ends in exactly one of {@link #OK}, {@link #DEAD} and {@link #SKIPPED}. */
public enum ItemState {
    PENDING,
    OK,
    DEAD,
    SKIPPED;

    public boolean terminal() {
        return this != PENDING;
    }
}
