package io.cama.input.document;

import java.time.Duration;

/**
 * What a document may cost.
 *
 * @param timeout for all of its parsing
 * @param memoryBytes of the heap it is parsed in
 * @param content bounds of what is in it
 */
public record DocumentLimits(Duration timeout, long memoryBytes, Content content) {
    private static final int MIB = 1 << 20;

    /** A minute, 512 MiB and the default bounds of the content. */
    public static final DocumentLimits DEFAULT = new DocumentLimits(Duration.ofMinutes(1), 512L * MIB, Content.DEFAULT);

    /**
     * Bounds of what is in a document; one that exceeds any of them is refused as a whole.
     *
     * @param maxBytes of the file
     * @param maxUnpackedBytes of all entries of an archive together
     * @param maxRatio how many times the size of an archive its entries may have together, once they exceed 1 MiB
     * @param maxEntries of an archive
     * @param maxPages of a PDF
     * @param maxCharacters of its text
     * @param maxDepth of nested elements
     */
    public record Content(
            int maxBytes,
            long maxUnpackedBytes,
            int maxRatio,
            int maxEntries,
            int maxPages,
            int maxCharacters,
            int maxDepth) {
        /** 64 MiB, 128 MiB unpacked at 100 times the size, 10,000 entries, 5,000 pages, 20 million characters, 500 deep. */
        public static final Content DEFAULT = new Content(64 * MIB, 128L * MIB, 100, 10_000, 5000, 20_000_000, 500);
    }
}
