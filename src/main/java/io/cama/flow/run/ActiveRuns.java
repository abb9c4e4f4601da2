package io.cama.flow.run;

import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.model.RunPaused;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs this process is working on, and the one place where a run is paused. */
public final class ActiveRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRuns.class);

    private final Map<String, ActiveRun> runs = new ConcurrentHashMap<>();
    private final Ledger ledger;
    private final Gates gates;
    private final Object pauses = new Object();
    private final Map<String, Pause> unsaved = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public ActiveRuns(Ledger ledger, Gates gates) {
        this.ledger = ledger;
        this.gates = gates;
    }

    /** Starts on a run; its prompts are read now and stay as they are until it ends. */
    public ActiveRun begin(Run run, Job job, PromptFolder prompts) {
        ActiveRun active = new ActiveRun(run, job, prompts);
        runs.put(run.id(), active);
        return active;
    }

    public int count() {
        return runs.size();
    }

    /**
     * The run of that id.
     *
     * @throws RunPaused if this process does not work on it
     */
    public ActiveRun require(String run) {
        ActiveRun active = runs.get(run);
        if (active == null) {
            throw new RunPaused("run " + run + " is not being worked on");
        }
        return active;
    }

    public boolean paused(String run) {
        ActiveRun active = runs.get(run);
        return active == null || active.isPaused();
    }

    /**
     * Pauses a run durably: its items stay pending, whoever waits for it is woken. The first reason counts.
     *
     * @param resumeAt when it goes on by itself, or null when somebody has to see to it
     */
    public void pause(String run, String reason, @Nullable Instant resumeAt) {
        ActiveRun active = runs.get(run);
        if (active != null && !active.paused().compareAndSet(false, true)) {
            return;
        }
        LOG.warn("Run paused: {} run={}", reason, run);
        unsaved.put(run, new Pause(reason, resumeAt));
        wakeAll();
        save();
    }

    /** Writes down the pauses that the ledger could not take when they came; to be called now and then. */
    public void save() {
        unsaved.forEach((run, pause) -> {
            try {
                ledger.pause(run, pause.reason(), pause.resumeAt());
                unsaved.remove(run, pause);
            } catch (LocalFault e) {
                LOG.error("The ledger cannot take it yet that run {} paused: {}", run, e.getMessage());
            }
        });
    }

    private void wakeAll() {
        gates.wakeAll();
        synchronized (pauses) {
            pauses.notifyAll();
        }
    }

    private record Pause(String reason, @Nullable Instant resumeAt) {}

    /** Pauses every run, for a shutdown; they are taken up again at the next start. */
    public void stopAll() {
        stopping = true;
        runs.values().forEach(active -> active.paused().set(true));
        wakeAll();
    }

    /** Whether no more runs are to be taken. */
    public boolean isStopping() {
        return stopping;
    }

    /** Waits, but no longer than the run goes on; says whether it still does. */
    public boolean waitFor(String run, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        synchronized (pauses) {
            for (long left = end - System.nanoTime(); left > 0 && !paused(run); left = end - System.nanoTime()) {
                pauses.wait(left / 1_000_000 + 1);
            }
        }
        return !paused(run);
    }

    public void end(String run) {
        runs.remove(run);
    }
}
