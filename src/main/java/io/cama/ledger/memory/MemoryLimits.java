package io.cama.ledger.memory;

import java.time.Duration;

/**
 * How much is held in memory, and for how long.
 *
 * @param maxBytes of all entries, 0 to hold nothing
 * @param ttl the age at which an entry goes, 0 for never
 * @param jitter by what share of it the age is varied from entry to entry, 0 to 1
 */
public record MemoryLimits(long maxBytes, Duration ttl, double jitter, Eviction eviction) {
    public MemoryLimits {
        if (maxBytes < 0 || ttl.isNegative() || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "size and age are 0 or more and jitter is 0 to 1; were %d bytes, %s and %s"
                            .formatted(maxBytes, ttl, jitter));
        }
    }
}
