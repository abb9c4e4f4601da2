package io.cama.ledger;

import io.cama.model.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The runs and where each of them is. */
public interface Runs {
    /**
     * Takes a run in, or takes it in again: the latest input name, source, outbox, rank, origin and
     * terms always hold.
     *
     * <p>A new run is stored as accepted, in pass 1, with the ledger's next turn. Given again, a waiting one stays
     * where it is in the queue; a paused or rejected one waits again at its end, in pass 1; a finished one does too,
     * to be published again: its good items count as recalled and its calls from 0.
     * Unless its terms let it use all replies: then its good items are pending again and are asked for anew, or, if it
     * is offline, answered anew from the ledger. A paused one that was offline has its former results back. One that is running goes on
     * undisturbed and waits again once it is done. Whatever was attempted before no longer counts as an attempt.
     *
     * @param run its state, turn, pass, calls, reason and other instants than {@code accepted} are ignored
     * @return the run as stored
     */
    Run accept(Run run);

    Optional<Run> run(String id);

    /**
     * Whether a run that is not over works on this input.
     *
     * @param source as {@link Run#source} has it
     */
    boolean needs(String source);

    /** The latest runs by turn, newest first. */
    List<Run> runs(int limit);

    /**
     * Takes the accepted run of lowest rank, among equals of lowest turn, and marks it as running.
     *
     * @param wanted which ones the caller works on
     */
    Optional<Run> takeAccepted(Predicate<Run> wanted);

    /** The run that {@link #takeAccepted} would take, left as it is. */
    Optional<Run> firstAccepted(Predicate<Run> wanted);

    /**
     * Puts a running run behind those that wait, in the same pass.
     *
     * @return false if it is not running, or was given again meanwhile: then it stays as it is
     */
    boolean requeue(String run);

    /** Notes that every row of the input has become an item. */
    void loaded(String run);

    /** Counts one more pass over the pending items. */
    void nextPass(String run);

    /**
     * Stops a run with its items pending. One that has ended already is left alone.
     *
     * @param resumeAt when {@link #reopenDue} lets it go on, or null to wait for somebody
     */
    void pause(String run, String reason, @Nullable Instant resumeAt);

    /** Accepts again, in the same pass, the paused runs whose instant has come, and returns them in order of turn. */
    List<Run> reopenDue(Instant now);

    /**
     * Ends a run whose outputs are published.
     *
     * @return false if items are pending, or the run was given again meanwhile: then it is accepted once more and its
     *     input must stay
     */
    boolean done(String run);

    /** Ends a run whose input as a whole cannot be used. */
    void reject(String run, String reason);

    /**
     * Accepts again, in the same pass, what was running when the process before this one ended. To be called once,
     * before any run is taken.
     *
     * @return how many there were
     */
    int recover();
}
