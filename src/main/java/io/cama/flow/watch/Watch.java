package io.cama.flow.watch;

import io.cama.flow.attempt.Asking;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import io.cama.model.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Is told of what happens to items and calls, on the thread that it happens on: it must be quick, since whoever tells it
 * waits. What it throws is logged once and does no harm.
 */
public interface Watch {
    /** How the work on an item ended this time. */
    enum Outcome {
        /** With an answer that calls were made for. */
        OK,
        /** With an answer that took no call. */
        RECALLED,
        /** As a dead letter. */
        DEAD,
        /** By the job's route, or since the row was not wanted. */
        SKIPPED,
        /** Not yet: it is asked again in another pass, or when its run goes on. */
        PENDING
    }

    /** Where an answer was found. */
    enum Found {
        MEMORY,
        LEDGER,
        NOWHERE
    }

    /** An item is worked on from now. */
    default void begun(ItemRef item, Run run) {}

    /**
     * Nobody works on the item any more.
     *
     * @param reason the code of why it is dead or pending, or null
     */
    default void ended(ItemRef item, Run run, Outcome outcome, @Nullable String reason, Duration took) {}

    /** So many rows have become items that ended as they were read. */
    default void read(Run run, Outcome outcome, long rows) {}

    /** A prompt was filled in for an item; whoever is to answer is known. */
    default void asked(Asking asking, Duration took) {}

    /** The memory and the ledger were looked through. */
    default void looked(Asking asking, Found found) {}

    /** The call may be made, after so long at the limits of its provider. */
    default void permitted(Asking asking, Duration waited) {}

    /** The call is noted and about to be sent. */
    default void calling(Asking asking) {}

    /**
     * A reply to the call was read, whatever it is worth.
     *
     * @param served the model that answered, as the reply says, or null; this is text from outside
     * @param cost in billionths of a US dollar, or null when nobody knows
     */
    default void charged(Asking asking, @Nullable String served, Usage usage, @Nullable Long cost) {}

    /**
     * The call is over.
     *
     * @param failure why it gave no answer, or null where it gave one
     */
    default void called(Asking asking, @Nullable Failure failure, Duration took) {}

    /** The asking is tried again for a failure, after whatever wait that took. */
    default void again(Asking asking, Failure failure) {}

    /** Every item of the run has ended and its outputs are published. */
    default void finished(Run run, Duration took) {}
}
