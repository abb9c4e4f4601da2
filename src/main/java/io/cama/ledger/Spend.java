package io.cama.ledger;

import io.cama.ledger.Replies.Ask;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost and may cost, in billionths of a US dollar. The worst cost of a call is reserved in the transaction
 * that notes the call, and settled in the one that notes what it really cost, so that a cap holds whatever fails: what
 * a killed process had reserved counts as spent.
 */
public interface Spend {
    /**
     * The most that may be spent; {@link Long#MAX_VALUE} for no cap.
     *
     * @param run by one run since it was given
     * @param day by all runs from midnight to midnight, UTC
     */
    record Caps(long run, long day) {
        public static final Caps NONE = new Caps(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** What may be spent less is asked of. */
    enum Scope {
        RUN,
        DAY
    }

    /** Whether a call may be made. */
    sealed interface Permission {
        /** It may, and is noted as made. */
        record Granted(long call) implements Permission {}

        /** It may not now, but could when calls in flight turn out cheaper than they might; nothing is noted. */
        record Wait(Scope scope) implements Permission {}

        /**
         * It may not; nothing is noted.
         *
         * @param spent so far
         * @param worst what the call could cost
         */
        record Over(Scope scope, long spent, long worst, long cap) implements Permission {}
    }

    /** Notes that a call is about to be made, unless it could exceed a cap. */
    Permission ask(Ask ask, Caps caps);

    /**
     * What a run has cost since it was given.
     *
     * @param spent for sure, or possibly where a reply was lost
     * @param reserved for calls in flight
     * @param uncertain of {@code spent}, for calls whose outcome is not known
     * @param unpriced answered calls that nobody has a price for
     */
    record RunCost(long spent, long reserved, long uncertain, long unpriced) {}

    RunCost cost(String run);

    /** What all runs have spent on a day, UTC. */
    long spentOn(LocalDate day);

    /**
     * Part of what was spent.
     *
     * @param group the day, job, prompt, model ({@code provider/model}) or run it is for, as asked
     * @param calls made, whatever became of them
     * @param cost reserved cost of calls in flight not included
     */
    record Spent(String group, long calls, long inputTokens, long outputTokens, long cost) {}

    /** What to add up by. */
    enum By {
        DAY,
        JOB,
        PROMPT,
        MODEL,
        RUN
    }

    /** What was spent since an instant, largest cost first. Of calls whose replies have been removed the whole day counts. */
    List<Spent> spent(By by, Instant since);

    /** What a run has spent since it was given, largest cost first. Calls whose replies have been removed are left out. */
    List<Spent> spent(By by, String run);

    /**
     * What a provider was asked in one minute.
     *
     * @param at the minute's begin
     * @param tokens in and out as the provider counted them, the estimate where it has not
     */
    record Load(Instant at, long requests, long tokens) {}

    /** What a provider was asked since an instant, oldest first, so that limits on hours and days outlive a restart. */
    List<Load> load(String provider, Instant since);

    /**
     * What earlier calls teach about the size of coming ones.
     *
     * @param calls how many that is based on; 0 makes the other numbers meaningless
     * @param inputRatio real input tokens per estimated one
     * @param meanOutput output tokens a call
     * @param maxOutput the most output tokens a call had
     */
    record Sizes(long calls, double inputRatio, double meanOutput, long maxOutput) {}

    /** Sizes of the good replies of a model, {@code provider/model}, to a prompt of a job; of the model alone when the prompt is null. */
    Sizes sizes(String model, @Nullable String job, @Nullable String prompt);
}
