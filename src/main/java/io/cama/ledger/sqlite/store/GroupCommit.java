package io.cama.ledger.sqlite.store;

import java.time.Duration;

/**
 * How writes are put together into one transaction.
 *
 * @param maxBatch the most writes in one, 1 to 10,000
 * @param linger how long to wait for more after the first, 0 to 1 second; 0 takes only what is waiting already
 */
public record GroupCommit(int maxBatch, Duration linger) {
    /** What has waited while the disk was busy, at most 256 writes. */
    public static final GroupCommit DEFAULT = new GroupCommit(256, Duration.ZERO);

    public GroupCommit {
        if (maxBatch < 1 || maxBatch > 10_000) {
            throw new IllegalArgumentException("maxBatch must be 1 to 10,000, was " + maxBatch);
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("linger must be 0 to 1 second, was " + linger);
        }
    }
}
