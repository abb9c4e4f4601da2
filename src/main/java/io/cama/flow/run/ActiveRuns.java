package io.cama.flow.run;

import io.cama.flow.local.LocalCause;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.model.RunPaused;
import io.cama.model.RunState;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs this process is working on, and the one place where a run is paused. */
public final class ActiveRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRuns.class);

    private static final Path NOWHERE = Path.of("");
    private static final int MOST_PARKED = 128;

    private final Map<String, ActiveRun> runs = new ConcurrentHashMap<>();
    private final Map<String, ActiveRun> parked = new ConcurrentHashMap<>();
    private final Ledger ledger;
    private final Gates gates;
    private final Pauses pauses;
    private final Object waiting = new Object();
    private final Map<String, Path> grounded = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public ActiveRuns(Ledger ledger, Gates gates) {
        this.ledger = ledger;
        this.gates = gates;
        this.pauses = new Pauses(ledger);
    }

    /** Starts on a run; its prompts stay as they are until it ends, even where it makes room for others meanwhile. */
    public ActiveRun begin(Run run, Job job, PromptFolder prompts) {
        ActiveRun before = parked.remove(run.id());
        ActiveRun active = before == null ? new ActiveRun(run, job, prompts) : before.again(run, job);
        runs.put(run.id(), active);
        if (stopping) {
            active.paused().set(true);
        }
        grounded.remove(run.id());
        return active;
    }

    /** The run makes room; this process goes on with it later, from prompts read anew if 128 others wait already. */
    public void park(String run) {
        ActiveRun active = runs.get(run);
        if (active != null && parked.size() < MOST_PARKED) {
            parked.put(run, active);
        }
        runs.remove(run); // last, because from here on somebody else may begin it
    }

    /**
     * The run of that id.
     *
     * @throws RunPaused if this process does not work on it
     */
    public ActiveRun require(String run) {
        return of(run).orElseThrow(() -> new RunPaused("run " + run + " is not being worked on"));
    }

    /** Whether this process has not ended its work on the run, be it that it only lets go of it. */
    public boolean holds(String run) {
        return runs.containsKey(run);
    }

    /** Whether this process neither works on the run nor has it waiting to go on. */
    public boolean isOver(String run) {
        return !runs.containsKey(run) && !parked.containsKey(run);
    }

    public boolean paused(String run) {
        return of(run).map(ActiveRun::isPaused).orElse(true);
    }

    /** The run of that id, if this process works on it. */
    public Optional<ActiveRun> of(String run) {
        return Optional.ofNullable(runs.get(run));
    }

    /** Whether the run is to pause at its first dead letter. */
    public boolean failsFast(String run) {
        return of(run).filter(active -> active.run().terms().failFast()).isPresent();
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
        pauses.note(run, reason, resumeAt);
        wakeAll();
        save();
    }

    /** Writes down the pauses that the ledger could not take when they came; to be called now and then. */
    public void save() {
        pauses.save();
    }

    /** Has the runs go on from an instant that paused because calls were held back; where they still are, they pause again. */
    public void resumeHeldBack(Instant at) {
        pauses.resume(Pauses::isHeldBack, at);
        ledger.runs(Integer.MAX_VALUE).stream()
                .filter(run -> run.state() == RunState.PAUSED && Pauses.isHeldBack(run.reason()))
                .forEach(run -> {
                    LOG.info("Run goes on: calls are no longer held back. run={}", run.id());
                    ledger.pause(run.id(), String.valueOf(run.reason()), at);
                });
    }

    /** Pauses a run for a local fault until {@link #resumeGrounded}. */
    public void ground(String run, String reason) {
        grounded.putIfAbsent(
                run, of(run).map(active -> Path.of(active.run().outbox())).orElse(NOWHERE));
        pause(run, reason, null);
    }

    /** Folders that the runs at work, and those paused for a local fault, publish to. */
    public Collection<Path> outboxes() {
        Set<Path> outboxes = new TreeSet<>(grounded.values());
        runs.values().forEach(active -> outboxes.add(Path.of(active.run().outbox())));
        outboxes.remove(NOWHERE);
        return outboxes;
    }

    /**
     * Has the runs go on from an instant that paused for a local fault.
     *
     * @throws LocalFault if the ledger cannot take it
     */
    public void resumeGrounded(Instant at) {
        pauses.require();
        for (String id : Set.copyOf(grounded.keySet())) {
            Run run = ledger.run(id).orElse(null);
            if (run != null && run.state() == RunState.PAUSED && LocalCause.isWhy(run.reason())) {
                ledger.pause(id, String.valueOf(run.reason()), at);
            }
            if (run == null || (run.state() != RunState.RUNNING && run.state() != RunState.ACCEPTED)) {
                grounded.remove(id);
            }
        }
    }

    private void wakeAll() {
        gates.wakeAll();
        synchronized (waiting) {
            waiting.notifyAll();
        }
    }

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
        synchronized (waiting) {
            for (long left = end - System.nanoTime(); left > 0 && !paused(run); left = end - System.nanoTime()) {
                waiting.wait(left / 1_000_000 + 1);
            }
        }
        return !paused(run);
    }

    public void end(String run) {
        runs.remove(run);
    }
}
