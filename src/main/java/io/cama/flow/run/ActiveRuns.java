package io.cama.flow.run;

import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunPaused;
import io.cama.model.RunState;
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

    /** Whether this process has not ended its work on the run, be it that it only lets go of it. */
    public boolean holds(String run) {
        return runs.containsKey(run);
    }

    public boolean paused(String run) {
        ActiveRun active = runs.get(run);
        return active == null || active.isPaused();
    }

    /** Whether the run is to pause at its first dead letter. */
    public boolean failsFast(String run) {
        ActiveRun active = runs.get(run);
        return active != null && active.run().terms().failFast();
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

    /** Has the runs go on from an instant that paused because calls were held back; where they still are, they pause again. */
    public void resumeHeldBack(Instant at) {
        unsaved.replaceAll((run, pause) -> isHeldBack(pause.reason()) ? new Pause(pause.reason(), at) : pause);
        ledger.runs(Integer.MAX_VALUE).stream()
                .filter(run -> run.state() == RunState.PAUSED && isHeldBack(run.reason()))
                .forEach(run -> {
                    LOG.info("Run goes on: calls are no longer held back. run={}", run.id());
                    ledger.pause(run.id(), String.valueOf(run.reason()), at);
                });
    }

    private static boolean isHeldBack(@Nullable String reason) {
        return reason != null && reason.startsWith(Reason.CIRCUIT_OPEN.name());
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
