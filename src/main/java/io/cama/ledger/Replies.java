package io.cama.ledger;

import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The journal of calls: each is noted before it is made and its reply before it is read, so that nothing paid for is
 * paid for again. Equal requests have equal hashes, in whatever run or item they are made.
 */
public interface Replies extends Recalls {
    /**
     * A call about to be made.
     *
     * @param hash of the whole request
     * @param pass of the run, from 1
     * @param model as asked for, without the provider
     * @param estimate input tokens it is thought to have, 0 when nobody has counted
     * @param worstCost the most it can cost, in billionths of a US dollar; 0 when it has no price
     */
    record Ask(
            String hash,
            String run,
            long position,
            String prompt,
            int pass,
            String provider,
            String model,
            long estimate,
            long worstCost) {
        public Ask(String hash, String run, long position, String prompt, int pass, String provider, String model) {
            this(hash, run, position, prompt, pass, provider, model, 0, 0);
        }
    }

    /**
     * A call made for an item and prompt.
     *
     * @param model {@code provider/model} as asked for
     * @param reason why it failed or was rejected, or null
     */
    record Attempt(
            long call,
            String hash,
            String model,
            Verdict verdict,
            @Nullable Reason reason) {}

    /**
     * A call as the journal has it.
     *
     * @param call its id; later calls have larger ones
     * @param attempt 1 for the first call with this hash
     * @param status HTTP status, 0 if nothing came back
     * @param body raw and whole, empty if nothing came back
     * @param model the model that served, or null if unknown
     * @param reason why it was rejected, or null
     * @param why in words; of a good reply, what was mended in it; or null
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
            long outputTokens,
            @Nullable Reason reason,
            @Nullable String why) {}

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
     * @param cost what it cost, in billionths of a US dollar; null when nobody knows: the call then counts as unpriced,
     *     or at its worst cost where no tokens are told either
     * @param reason it was rejected for, or null
     * @param why it was rejected, in words; of a good reply, what had to be mended in it; or null
     */
    record Reading(
            @Nullable String model,
            Usage usage,
            @Nullable Long cost,
            @Nullable Reason reason,
            @Nullable String why) {}

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
     * @param maybePaid whether the endpoint may have done the work all the same; then its worst cost counts as spent
     */
    void failed(long call, Reason reason, String message, int status, @Nullable String body, boolean maybePaid);

    /**
     * Notes that nobody will say any more what a call has cost: what it still reserves counts as spent, and uncertain. A
     * call that is settled or unknown stays as it is. It may return before it is durable, since the next opening would
     * note the same; it is written before whatever the same thread writes next.
     */
    void doubt(long call);

    /** Notes that a call was never made after all: it leaves no trace and cost nothing. */
    void withdraw(long call);

    /**
     * Notes what a reply is worth. {@link Verdict#GOOD} may return before it is durable, since an unchecked reply is
     * recalled alike; it is written before whatever the same thread writes next.
     *
     * @param reading what was read in it
     */
    void judge(long call, Verdict verdict, Reading reading);

    /**
     * The calls made for an item and prompt in this pass, since the run was last given or the item retried, oldest
     * first. A restart of the process does not forget them.
     */
    List<Attempt> attempts(String run, long position, String prompt, int pass);

    RunUsage usage(String run);

    /** How many replies in a run's results had to be mended. It looks at every call of the run. */
    long mended(String run);
}
