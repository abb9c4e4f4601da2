package io.cama.ops.view;

import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run, with its row accounting and its cost since it was given.
 *
 * @param reason why it is paused or rejected, or null
 * @param resumeAt when it goes on by itself, or null
 * @param model that stands in for the prompts' own, or null
 * @param pass how often its pending items have been gone through, from 1
 * @param calls made since it was given
 * @param cost in billionths of a US dollar, what is reserved for calls in flight not included
 * @param maxCost the most it may cost, in billionths of a US dollar, 0 for no cap of its own
 */
public record RunView(
        String id,
        String job,
        String input,
        RunState state,
        @Nullable String reason,
        @Nullable Instant resumeAt,
        Instant accepted,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable String model,
        String outbox,
        int pass,
        Counts rows,
        long calls,
        long cost,
        long maxCost) {
    /** A run as the ledger has it. */
    public static RunView of(Run run, Ledger ledger) {
        return new RunView(
                run.id(),
                run.job(),
                run.input(),
                run.state(),
                run.reason(),
                run.resumeAt(),
                run.accepted(),
                run.started(),
                run.ended(),
                run.model(),
                run.outbox(),
                run.pass(),
                ledger.counts(run.id()),
                run.calls(),
                ledger.cost(run.id()).spent(),
                run.terms().maxCost());
    }
}
