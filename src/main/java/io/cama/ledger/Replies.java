package io.cama.ledger;

import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal of calls: each is noted before it is made and its reply before it is read, so that nothing paid for is
 * paid for again. Equal requests have equal hashes, in whatever run or item they are made.
 */
public interface Replies {
    /**
     * A call about to be made.
     *
     * @param hash of the whole request
     * @param pass of the run, from 1
     * @param model as asked for, without the provider
     */
    record Ask(String hash, String run, long position, String prompt, int pass, String provider, String model) {}

    /**
     * A call as the journal has it.
     *
     * @param call its id; later calls have larger ones
     * @param attempt 1 for the first call with this hash
     * @param status HTTP status, 0 if nothing came back
     * @param body raw and whole, empty if nothing came back
     * @param model the model that served, or null if unknown
     */
    record KeptReply(
            long call,
            String hash,
            int attempt,
            Verdict verdict,
            int status,
            String body,
            @Nullable String model,
            long inputTokens,
            long outputTokens) {}

    /**
     * What a run has cost since it was last taken in, and who served its results.
     *
     * @param calls made, whatever became of them
     * @param inputTokens of these calls
     * @param outputTokens of these calls
     * @param models number of replies in the run's results by the model that served them, recalled ones included; the
     *     model asked for stands in where the reply did not say
     * @param possiblyPaidTwice calls whose outcome was lost, because the process or the disk failed in between
     */
    record RunUsage(
            long calls, long inputTokens, long outputTokens, Map<String, Long> models, long possiblyPaidTwice) {}

    /**
     * What was read in a stored reply.
     *
     * @param model the model that served, or null if the reply does not say
     * @param usage tokens as the provider counted them
     * @param why it was rejected, or null
     */
    record Reading(
            @Nullable String model, Usage usage, @Nullable String why) {}

    /** Notes that a call is about to be made, as the next attempt of its hash, and returns the call's id. */
    long ask(Ask ask);

    /**
     * Stores a reply before it is read.
     *
     * @param status HTTP status
     * @param body raw and whole
     */
    void keep(long call, int status, String body);

    /**
     * Notes that a call has no usable reply.
     *
     * @param status HTTP status, 0 if nothing came back
     * @param body what came back, or null
     */
    void failed(long call, Reason reason, String message, int status, @Nullable String body);

    /**
     * Notes what a reply is worth. {@link Verdict#GOOD} may return before it is durable, since an unchecked reply is
     * recalled alike; it is written before whatever the same thread writes next.
     *
     * @param reading what was read in it
     */
    void judge(long call, Verdict verdict, Reading reading);

    /** The newest reply to this request that is not known to be useless. */
    Optional<KeptReply> recall(String hash);

    /**
     * How many calls were made for an item and prompt in this pass, since the run was last given or the item retried.
     * A restart of the process does not reset it.
     */
    int attempts(String run, long position, String prompt, int pass);

    /** The calls made for an item and the replies recalled into its result, oldest first. */
    List<KeptReply> replies(String run, long position);

    RunUsage usage(String run);
}
