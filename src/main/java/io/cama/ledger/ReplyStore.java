package io.cama.ledger;

import io.cama.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The replies seen as a store that is looked after. Whatever is removed is removed with its evidence; nothing here
 * touches a reply that a run which is not over, or whose receipt is kept, refers to.
 */
public interface ReplyStore {
    /**
     * Which replies; null means any.
     *
     * @param model {@code provider/model} as asked for
     * @param before answered before this instant
     */
    record Selection(
            @Nullable String job,
            @Nullable String model,
            @Nullable Instant before) {
        public static final Selection ALL = new Selection(null, null, null);
    }

    /**
     * What the store holds.
     *
     * @param replies good or not yet looked at
     * @param evidence rejected and failed ones
     * @param cost of the replies, in billionths of a US dollar
     * @param bytes of all bodies, unpacked
     * @param storedBytes as they lie on the disk
     * @param oldest when the oldest was answered, or null
     */
    record StoreStats(
            long replies,
            long evidence,
            long cost,
            long bytes,
            long storedBytes,
            @Nullable Instant oldest) {}

    StoreStats storeStats();

    /**
     * Removes what is selected.
     *
     * @param receiptKept whether the receipt of a finished run is still there
     * @return how many replies were removed
     */
    long clear(Selection selection, Predicate<Run> receiptKept);

    /**
     * Removes the oldest until the bodies take no more than {@code maxBytes} on the disk, as far as nothing refers to
     * them.
     *
     * @return how many replies were removed
     */
    long shrink(long maxBytes, Predicate<Run> receiptKept);

    /**
     * Removes what has outlived its time.
     *
     * @param ttl the age of an answer at which it goes, 0 for never
     * @param jitter by what share of it the age is varied from reply to reply, 0 to 1, so that not all go at once
     * @return how many replies were removed
     */
    long expire(Duration ttl, double jitter, Instant now, Predicate<Run> receiptKept);

    /**
     * An age varied by up to a share of it either way, always alike for one seed.
     *
     * @param jitter 0 to 1
     */
    static Duration jittered(Duration ttl, double jitter, long seed) {
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be 0 to 1, was " + jitter);
        }
        double share = 2 * new SplittableRandom(seed).nextDouble() - 1;
        return Duration.ofNanos((long) (ttl.toNanos() * (1 + jitter * share)));
    }

    /**
     * A reply as it is carried from one ledger to another.
     *
     * @param model {@code provider/model} as asked for
     * @param served the model that answered, or null
     * @param cost in billionths of a US dollar, or null
     */
    record CarriedReply(
            String hash,
            String job,
            String prompt,
            String model,
            @Nullable String served,
            int status,
            String body,
            long inputTokens,
            long outputTokens,
            @Nullable Long cost,
            Instant answered) {}

    /** The good replies selected, oldest first, read in pages as they are consumed. */
    Iterator<CarriedReply> export(Selection selection);

    /** Takes a reply in; says whether it was new. A request that has a good reply keeps it. */
    boolean bring(CarriedReply reply);
}
