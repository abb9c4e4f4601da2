package io.cama.ops.control.live;

import io.cama.ledger.Ledger;
import io.cama.model.Counts;
import io.cama.model.Held;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import java.util.Collection;
import java.util.List;

/** Single runs. */
public final class RunHand {
    /** What is done to a run by whoever may write to the ledger. */
    public interface Grip {
        /** Pauses it for a reason. */
        void hold(Run run, String reason);

        /** Lets it go on. */
        void resume(Run run);

        /** Ends it for a reason. */
        void cancel(Run run, String reason);
    }

    private static final int MOST = 1000;

    private final Ledger ledger;
    private final Grip grip;

    public RunHand(Ledger ledger, Grip grip) {
        this.ledger = ledger;
        this.grip = grip;
    }

    /**
     * The run of that id, or the only one whose id begins with it.
     *
     * @throws NotDone if there is none, or more than one
     */
    Run require(String id) {
        return ledger.run(id).orElseGet(() -> beginningWith(id));
    }

    private Run beginningWith(String id) {
        List<Run> runs = ledger.runsBeginningWith(id, MOST);
        if (runs.size() != 1) {
            throw new NotDone(
                    Why.UNKNOWN, runs.isEmpty() ? "there is no run " + id : runs.size() + " runs begin with " + id);
        }
        return runs.get(0);
    }

    public Done pause(String id, String reason, By by) {
        Run run = requireOpen(id);
        boolean held = run.state() == RunState.PAUSED && Held.isRun(run.reason());
        if (!held) {
            grip.hold(run, Held.run(by.toString(), reason));
        }
        return done(Action.RUN_PAUSE, run, !held, "the run is paused, over restarts too, until somebody resumes it");
    }

    public Done resume(String id, By by) {
        Run run = requireOpen(id);
        boolean paused = run.state() == RunState.PAUSED;
        if (paused) {
            grip.resume(run);
        }
        return done(Action.RUN_RESUME, run, paused, paused ? "the run goes on" : "the run was not paused");
    }

    public Done cancel(String id, String reason, By by) {
        Run run = requireOpen(id);
        Counts counts = ledger.counts(run.id());
        if (run.loaded() && counts.pending() == 0) {
            throw new NotDone(Why.CONFLICT, "every row of the run " + run.id() + " has ended; it is being published");
        }
        grip.cancel(run, Held.cancelled(by.toString(), reason));
        return done(
                Action.RUN_CANCEL,
                run,
                true,
                "the run is over with %d of %d rows not answered; what was bought stays bought, and its file given again goes on from there"
                        .formatted(counts.pending(), counts.rows()));
    }

    private Run requireOpen(String id) {
        Run run = require(id);
        if (run.state() == RunState.DONE || run.state() == RunState.REJECTED) {
            throw new NotDone(Why.CONFLICT, "the run " + run.id() + " is over: " + text(run));
        }
        return run;
    }

    /**
     * Makes sure that a run's job is among those there are.
     *
     * @param otherwise what else can be done about the run
     * @throws NotDone if it is not
     */
    static void requireJob(Run run, Collection<String> jobs, String otherwise) {
        if (!jobs.contains(run.job())) {
            throw new NotDone(
                    Why.CONFLICT,
                    "the run " + run.id() + " is of the job \"" + run.job()
                            + "\", which the process at work has not; it has "
                            + (jobs.isEmpty() ? "none" : String.join(", ", jobs))
                            + ". Give the job's folder that name again, or " + otherwise);
        }
    }

    private Done done(Action action, Run before, boolean changed, String text) {
        Run after = ledger.run(before.id()).orElse(before);
        return new Done(action, before.id(), text(before), text(after), changed, text);
    }

    private static String text(Run run) {
        return run.state() + (run.reason() == null ? "" : " (" + run.reason() + ")");
    }
}
