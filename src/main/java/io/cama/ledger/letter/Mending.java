package io.cama.ledger.letter;

import io.cama.model.Reason;
import io.cama.model.Terms;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of dead letters. Each change and the note of it are one transaction. */
public interface Mending {
    /** What was done about an item. */
    enum How {
        /** Its fields were changed. */
        EDITED,
        /** A reply was given by hand. */
        ANSWERED,
        /** It was asked again. */
        RETRIED,
        /** Nobody wanted it any more. */
        DROPPED
    }

    /**
     * One thing done about an item.
     *
     * @param detail a JSON object, as it was given
     */
    record Mend(long position, How how, String detail, Instant at) {}

    /** What became of a reply by hand. */
    enum Given {
        /** It is stored, and found by whoever asks the same. */
        KEPT,
        /** No call was ever made for that prompt and item, so that there is no request to answer. */
        NEVER_ASKED,
        /** The item was edited after its last call for that prompt: its next request will be another one. */
        EDITED_SINCE
    }

    /**
     * Buries an item as {@link io.cama.ledger.Items#dead} does.
     *
     * @param result what stands in the outputs in its place, a JSON object, or null for nothing
     * @param tell whether {@link Notices} are to tell of it
     * @return whether this call ended it
     */
    boolean bury(String run, long position, Reason reason, String message, @Nullable String result, boolean tell);

    /**
     * Changes the fields of a dead item; what they were first is kept.
     *
     * @param fields all of them, as a JSON object
     * @return false if the item is not dead
     */
    boolean edit(String run, long position, String fields, String detail);

    /**
     * Stores a reply given by hand to the request that a dead item's last call for a prompt made, as a good one that
     * cost nothing. It has status 0, which no reply that came over the wire has.
     *
     * @param body what the model should have said
     */
    Given answer(String run, long position, String prompt, String body, String detail);

    /**
     * Makes dead items pending again and, if there was one, accepts the run again, in pass 1. What the run has cost so
     * far stays counted; earlier attempts no longer count as attempts. A row that could not be read stays dead, unless
     * it was edited: asking does not mend a file.
     *
     * @param positions which; empty for all of the run
     * @param retake how they are asked from now on, kept with each of them; null as they were asked last
     * @param terms that hold for the run from now on, before any of them is asked; null leaves them as they are. A run
     *     that is running on other ones is left alone
     * @return how many there were
     */
    int retry(String run, List<Long> positions, @Nullable String retake, @Nullable Terms terms);

    /** The same on the terms the run has. */
    default int retry(String run, List<Long> positions, @Nullable String retake) {
        return retry(run, positions, retake, null);
    }

    /** The same, asked as they were last. */
    default int retryDead(String run, List<Long> positions) {
        return retry(run, positions, null);
    }

    /**
     * Ends dead items as skipped and, if there was one and the run was done, accepts it again to be published.
     *
     * @return how many there were
     */
    default int drop(String run, List<Long> positions) {
        return drop(run, positions, true);
    }

    /**
     * Ends dead items as skipped.
     *
     * @param publish whether a run that was done is accepted again; else it stays done and its outputs as they are
     * @return how many there were
     */
    int drop(String run, List<Long> positions, boolean publish);

    /** What was done about an item, oldest first. */
    List<Mend> mends(String run, long position);

    /** What was done about the items of a run that are not dead or pending any more, in input order, read in pages. */
    Iterator<Mend> mends(String run);
}
