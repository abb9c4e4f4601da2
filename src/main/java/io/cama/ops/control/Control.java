package io.cama.ops.control;

import io.cama.ledger.ReplyStore.Selection;
import io.cama.model.Finding;
import io.cama.ops.view.Views;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person may do to this process and what it works on. Each operation is checked against the role, written to
 * the audit log as begun, done, and written there again with what was before and after, also when it was refused. All
 * throw {@link NotDone}. Safe for use by many threads.
 */
public interface Control {
    /** What can be looked at; looking is not written down. */
    Views views();

    /**
     * Pauses a run: its items stay pending, calls in flight end and are kept. It stays so over restarts, until
     * {@link #resumeRun}, {@code cama resume} or its file being given again.
     *
     * @param run its id, or a beginning of one that no other has
     * @param reason shown to whoever finds it paused; may be empty
     */
    Done pauseRun(String run, String reason, By by);

    /** Lets a paused run go on, whatever it paused for. */
    Done resumeRun(String run, By by);

    /**
     * Ends a run for good: no further call; what was answered stays in the ledger, and nothing is published. Its file
     * from the inbox moves to {@code rejected/}; given again, the run goes on from there.
     */
    Done cancelRun(String run, String reason, By by);

    /**
     * Pauses a job: those of its runs that are at work pause, and none is taken. It stays so over restarts.
     *
     * @param reason shown to whoever finds it paused; may be empty
     */
    Done pauseJob(String job, String reason, By by);

    /** Takes runs of a job again; those that paused with it go on. */
    Done resumeJob(String job, By by);

    /** Has the process finish its calls in flight and end. Returns at once. */
    Done drain(By by);

    /**
     * Takes no more files, over restarts too: they stay in the inbox, and readiness falls. Runs that were accepted go on.
     *
     * @param reason shown to whoever asks; not blank
     */
    Done maintenanceOn(String reason, By by);

    /** Takes files again. */
    Done maintenanceOff(By by);

    /**
     * Has every call to a model refused until {@link #closeBreaker} or {@link #resetBreaker}, over restarts too.
     *
     * @param model {@code provider/model}, or the breaker's name
     * @param reason shown to whoever asks; not blank
     */
    Done isolateBreaker(String model, String reason, By by);

    /** Lets calls through to a model again, whether its breaker was isolated or opened by itself. */
    Done closeBreaker(String model, By by);

    /** Makes the breaker of a model as new, its counts too. */
    Done resetBreaker(String model, By by);

    /** Changes the limits of a provider, from the next call until this process ends. */
    Done setLimits(String provider, LimitChange change, By by);

    /** Makes dead letters pending again and works on their run. {@link Done#after} says how many there were. */
    Done retryLetters(LetterChoice letters, By by);

    /** Ends dead letters as skipped, and has the receipt of their run published anew. */
    Done dropLetters(LetterChoice letters, By by);

    /** Removes replies for good, but none that an unfinished run or one whose receipt is kept refers to. */
    Done clearCache(Selection which, By by);

    /**
     * Sets how much is logged, until this process ends.
     *
     * @param logger such as {@code io.cama}, or {@code root}
     * @param level trace, debug, info, warn, error or off; null for what the logger above it has
     */
    Done logLevel(String logger, @Nullable String level, By by);

    /** Takes up what has changed in jobs and configuration, and says what there is to say of it. */
    List<Finding> reload(By by);

    /**
     * Makes sure that somebody may do something; who may not is written down, once a minute with how often.
     *
     * @param object what it was to be done to, as they put it
     */
    void require(Action action, String object, By by);

    /** Writes down that somebody did something which this interface does not do itself, such as put a file into the inbox. */
    void note(Done done, By by);

    /** Writes down what was only counted so far; for when the process ends. */
    void finish();
}
