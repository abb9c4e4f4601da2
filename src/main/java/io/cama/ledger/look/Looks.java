package io.cama.ledger.look;

import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.RunState;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A look back at a run. Nothing here writes, and it may take a look at every call of the run. Costs are in billionths of
 * a US dollar; an unknown run has nothing.
 */
public interface Looks {
    /** How many runs of a job are in a state. */
    record RunCount(String job, RunState state, long runs) {}

    /** All runs there are, by job and state; what there is none of is left out. */
    List<RunCount> runCounts();

    /**
     * Calls of one kind added up.
     *
     * @param model {@code provider/model} as asked for
     * @param reason why they failed or were rejected, or null
     * @param usage tokens as the provider counted them; its cost is null
     * @param cost what they cost, at their worst where nobody knows
     * @param time from asking to answer, added up, so that it may exceed the time on the clock
     */
    record CallSum(
            String prompt,
            String model,
            Verdict verdict,
            @Nullable Reason reason,
            long calls,
            Usage usage,
            long cost,
            Duration time) {}

    /** The calls of a run since it was given, one sum for each prompt, model, verdict and reason. */
    List<CallSum> callSums(String run);

    /** For how long at least one call of the run was under way since it was given; time it stood still is not in it. */
    Duration busy(String run);

    /**
     * The calls asked in one stretch of time.
     *
     * @param good calls whose reply was good, or has not been looked at yet
     * @param bad calls that failed or were rejected, or that nothing has come of
     */
    record Stretch(Instant from, Instant to, long good, long bad) {}

    /**
     * The calls of a run since it was given, over time.
     *
     * @param stretches into how many equal ones the time is cut, 1 or more
     * @return all of them in order; empty if there was no call
     */
    List<Stretch> timeline(String run, int stretches);

    /** How many dead letters a run has for each reason; reasons without any are left out. */
    Map<Reason, Long> deadByReason(String run);

    /** How many rows of a run were skipped for each reason, in words and in the order of the input; up to 100 reasons. */
    Map<String, Long> skippedBy(String run);

    /**
     * How many rows of a run have a value.
     *
     * @param field that is counted
     */
    record FieldCount(String field, String value, long rows) {}

    /** What is counted of a run's rows, by field, the most frequent value first. */
    List<FieldCount> fieldCounts(String run);

    /**
     * A call whose outcome was lost, because the process or the disk failed in between: it may have been paid for, and
     * its like may have been paid for again.
     *
     * @param hash of the request
     * @param model {@code provider/model} as asked for
     * @param worstCost the most it can have cost, 0 when it has no price
     */
    record LostCall(
            long call, long position, String prompt, String hash, String model, Instant asked, long worstCost) {}

    /**
     * The calls whose outcome was lost.
     *
     * @param calls how many there are in all
     * @param worstCost of all of them
     * @param first the first of them, in the order of the input
     */
    record Lost(long calls, long worstCost, List<LostCall> first) {}

    /**
     * What was lost of a run since it was given.
     *
     * @param limit the most calls to list, 0 or more
     */
    Lost lost(String run, int limit);

    /**
     * An item with its end.
     *
     * @param line where it begins in the file, 1 for the first line
     * @param fields its input as a JSON object
     * @param reason why it is dead, or null
     * @param message in words, or null
     * @param result its fields and answers as a JSON object; null unless it ended well
     * @param recalled whether it needed no call
     * @param at when it ended, or null
     */
    record ItemLook(
            long position,
            long line,
            String fields,
            ItemState state,
            @Nullable Reason reason,
            @Nullable String message,
            @Nullable String result,
            boolean recalled,
            @Nullable Instant at) {}

    /**
     * Items in the order of the input.
     *
     * @param state only those that are so, or null for any
     * @param after only positions above this one, 0 for all
     * @param limit the most to return
     */
    List<ItemLook> looks(String run, @Nullable ItemState state, long after, int limit);

    /** One item. */
    Optional<ItemLook> look(String run, long position);

    /**
     * A call made for an item, or one made for another item whose reply stands in its result.
     *
     * @param own whether it was made for this very item
     * @param used whether its reply stands in the item's result
     * @param pass of the run, from 1
     * @param model {@code provider/model} as asked for
     * @param served the model that answered, or null if unknown
     * @param status HTTP status, 0 if nothing came back
     * @param usage tokens as the provider counted them; its cost is null
     * @param cost what it cost; null when nobody knows
     * @param worstCost the most it can have cost, 0 when it has no price
     * @param reason why it failed or was rejected, or null
     * @param why in words; of a good reply, what was mended in it; or null
     * @param body raw and whole, empty if nothing came back
     */
    record CallLook(
            long call,
            boolean own,
            boolean used,
            String prompt,
            int pass,
            String model,
            @Nullable String served,
            String hash,
            Verdict verdict,
            int status,
            Instant asked,
            @Nullable Instant answered,
            Usage usage,
            @Nullable Long cost,
            long worstCost,
            @Nullable Reason reason,
            @Nullable String why,
            String body) {}

    /** The calls of an item, oldest first. */
    List<CallLook> calls(String run, long position);
}
