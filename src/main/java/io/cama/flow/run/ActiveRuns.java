package io.cama.flow.run;

import io.cama.flow.run.bell.Bell;
import io.cama.flow.watch.Watches;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunPaused;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
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
    private final Gates gates;
    private final Pauses pauses;
    private final Bell bell = new Bell();
    private final Watches watches = new Watches();
    private volatile boolean stopping;

    public ActiveRuns(Ledger ledger, Gates gates) {
        this.gates = gates;
        this.pauses = new Pauses(ledger);
    }

    /** Starts on a run; its prompts stay as they are until it ends, even where it makes room for others meanwhile. */
    public ActiveRun begin(Run run, Job job, PromptFolder prompts) {
        ActiveRun before = parked.remove(run.id());
        ActiveRun active = before == null ? new ActiveRun(run, job, prompts, watches) : before.again(run, job);
        runs.put(run.id(), active);
        if (stopping) {
            active.paused().set(true);
        }
        pauses.begun(run.id());
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

    /** Pauses a run for somebody who wants it so, whatever else it may have paused for; it goes on by no instant. */
    public void hold(String run, String reason) {
        LOG.warn("Run held: {} run={}", reason, run);
        pauses.hold(run, reason);
        letGo(run);
        save();
    }

    /** Does so with the runs of a job that nobody has begun. */
    public void holdWaiting(String job, String reason) {
        pauses.waiting(job).forEach(run -> hold(run, reason));
    }

    /** Begins nothing more for a run, which is paused or over by now. */
    public void letGo(String run) {
        parked.remove(run);
        of(run).ifPresent(active -> active.paused().set(true));
        wakeAll();
    }

    /** Has the runs go on from an instant that paused because calls were held back; where they still are, they pause again. */
    public void resumeHeldBack(Instant at) {
        resume(Pauses::isHeldBack, "calls are no longer held back", at);
    }

    /** Has the runs go on from an instant that paused for such a reason. */
    public void resume(Predicate<String> why, String because, Instant at) {
        pauses.resume(why, because, at);
    }

    /** The runs this process works on. */
    public Collection<ActiveRun> all() {
        return List.copyOf(runs.values());
    }

    /** Who is told of what happens to them. */
    public Watches watches() {
        return watches;
    }

    /** Pauses a run for a local fault until {@link #resumeGrounded}. */
    public void ground(String run, String reason) {
        pauses.ground(run, of(run).map(ActiveRun::outbox).orElse(NOWHERE));
        pause(run, reason, null);
    }

    /** Folders that the runs at work, and those paused for a local fault, publish to. */
    public Collection<Path> outboxes() {
        Set<Path> outboxes = new TreeSet<>(pauses.grounded().values());
        runs.values().forEach(active -> outboxes.add(active.outbox()));
        outboxes.remove(NOWHERE);
        return outboxes;
    }

    /** Has the runs go on from an instant that paused for a local fault; one is thrown if the ledger cannot take it. */
    public void resumeGrounded(Instant at) {
        pauses.resumeGrounded(at);
    }

    private void wakeAll() {
        gates.wakeAll();
        bell.ring();
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
        bell.await(time, () -> !paused(run));
        return !paused(run);
    }

    public void end(String run) {
        runs.remove(run);
    }
}
