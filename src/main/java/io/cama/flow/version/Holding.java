package io.cama.flow.version;

/** Keeps a version loaded while a run is made for it. */
public record Holding(JobVersion version, Shelf shelf, String holder) implements AutoCloseable {
    @Override
    public void close() {
        shelf.release(holder);
    }
}
