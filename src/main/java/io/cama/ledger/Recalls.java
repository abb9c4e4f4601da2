package io.cama.ledger;

import io.cama.ledger.Replies.KeptReply;
import java.util.Optional;

/** What was bought before, by the hash of the request that bought it. */
public interface Recalls {
    /** The newest reply to this request that is not known to be useless. */
    Optional<KeptReply> recall(String hash);

    /** The same among calls from {@code firstCall} on. */
    Optional<KeptReply> recall(String hash, long firstCall);

    /** The same among calls made for one item from {@code firstCall} on. */
    Optional<KeptReply> recall(String hash, long firstCall, String run, long position);

    /** The reply to this request that stands in the result of an item, or stood in it until the run was given offline. */
    Optional<KeptReply> used(String hash, String run, long position);

    /** The newest reply to this request that was read and rejected, with its reason. */
    Optional<KeptReply> rejected(String hash);

    /** What {@link #recall(String)} finds, else what {@link #rejected} does, at the cost of one look. */
    default Optional<KeptReply> known(String hash) {
        return recall(hash).or(() -> rejected(hash));
    }
}
