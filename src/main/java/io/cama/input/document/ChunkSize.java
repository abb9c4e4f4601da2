package io.cama.input.document;

/**
 * How a document is cut, in characters.
 *
 * @param size the most a chunk holds, 200 to 100,000
 * @param overlap how much of its end the next chunk of the same section repeats, at most; 0 to half the size
 * @param least a section shorter than this is joined with the next one; 0 to the size
 */
public record ChunkSize(int size, int overlap, int least) {
    public static final int MIN_SIZE = 200;
    public static final int MAX_SIZE = 100_000;

    /** Chunks of 4,000 characters, 200 of them repeated; sections below 400 are joined. */
    public static final ChunkSize DEFAULT = new ChunkSize(4000, 200, 400);

    public ChunkSize {
        if (size < MIN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "size is %d; it has to be from %d to %d".formatted(size, MIN_SIZE, MAX_SIZE));
        }
        if (overlap < 0 || overlap > size / 2) {
            throw new IllegalArgumentException(
                    "overlap is %d; it has to be from 0 to half the size, %d".formatted(overlap, size / 2));
        }
        if (least < 0 || least > size) {
            throw new IllegalArgumentException(
                    "least is %d; it has to be from 0 to the size, %d".formatted(least, size));
        }
    }
}
