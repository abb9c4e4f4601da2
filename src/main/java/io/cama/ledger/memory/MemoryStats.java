package io.cama.ledger.memory;

/**
 * What the memory tier holds and has done.
 *
 * @param evictions entries that made room for others
 * @param expired entries that outlived their time
 * @param bytes held
 * @param maxBytes that may be held
 */
public record MemoryStats(
        long hits, long misses, long evictions, long expired, long entries, long bytes, long maxBytes) {
    /** Share of the look-ups that found something, 0 to 1; 0 before the first. */
    public double hitRate() {
        return hits + misses == 0 ? 0 : hits / (double) (hits + misses);
    }

    /** How full it is, 0 to 100. */
    public double usagePercent() {
        return maxBytes == 0 ? 0 : 100.0 * bytes / maxBytes;
    }
}
