package io.cama.ledger.look;

import io.cama.model.Reason;
import io.cama.model.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the ledger and what it is about are at this moment. Nothing here writes. */
public interface Pulse {
    /**
     * What is there to be done.
     *
     * @param runs how many there are in each state; states without any are left out
     * @param pending items without an end, of runs that are not rejected
     * @param dead dead letters that nobody has let go of
     */
    record Depth(Map<RunState, Long> runs, long pending, long dead) {}

    /** What is there to be done, at the same cost for any number of items. */
    Depth depth();

    /**
     * A call that has ended.
     *
     * @param took from asking to answer
     * @param reason why it failed or was rejected, or null
     * @param why in words, or null
     */
    record Ended(
            Instant at,
            Duration took,
            @Nullable Reason reason,
            @Nullable String why) {}

    /**
     * The latest calls to a provider, oldest first.
     *
     * @param since asked no earlier
     * @param most of them, 1 or more
     */
    List<Ended> ended(String provider, Instant since, int most);

    /**
     * The connections to the store. Each is opened with the ledger and closed with it, so that all have the same age and
     * there is never one too many.
     *
     * @param commits transactions since it was opened
     * @param writes in these transactions
     * @param queued writes that wait for the connection that writes
     * @param size connections that read
     * @param inUse of these
     * @param waiting who waits for one of these
     * @param checkouts how often one was taken
     * @param checkins how often one was given back
     * @param age of the connections
     */
    record Store(
            long commits,
            long writes,
            long queued,
            int size,
            int inUse,
            int waiting,
            long checkouts,
            long checkins,
            Duration age) {}

    /** The connections and what they have done. */
    Store store();
}
