package io.cama.flow.run;

import io.cama.flow.local.LocalCause;
import io.cama.ledger.Ledger;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses on their way into the ledger, which may refuse them for a while. They are written down by one thread at a time:
 * of two that write the same pause the later one could undo that the run has gone on since.
 */
final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    private record Pause(String reason, @Nullable Instant resumeAt) {}

    private final Ledger ledger;
    private final Map<String, Pause> unsaved = new ConcurrentHashMap<>();
    private final Map<String, Path> grounded = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    Pauses(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Notes that a run pauses; of one that somebody holds the reason stays. */
    void note(String run, String reason, @Nullable Instant resumeAt) {
        unsaved.compute(run, (id, before) -> held.contains(id) ? before : new Pause(reason, resumeAt));
    }

    /** Notes that somebody holds a run, whatever else it pauses for. */
    void hold(String run, String reason) {
        grounded.remove(run);
        unsaved.compute(run, (id, before) -> {
            held.add(id);
            return new Pause(reason, null);
        });
    }

    /** Ids of the runs of a job that wait for somebody to begin them. */
    List<String> waiting(String job) {
        return ledger.runs(RunState.ACCEPTED, job, 0, Integer.MAX_VALUE).stream()
                .map(Run::id)
                .toList();
    }

    /** The run is worked on again: what it paused for is over. */
    void begun(String run) {
        grounded.remove(run);
        held.remove(run);
    }

    static boolean isHeldBack(@Nullable String reason) {
        return reason != null && reason.startsWith(Reason.CIRCUIT_OPEN.name());
    }

    /**
     * Has those go on from an instant whose reason is such.
     *
     * @param because what is said of each
     */
    void resume(Predicate<String> why, String because, Instant at) {
        unsaved.replaceAll((run, pause) -> why.test(pause.reason()) ? new Pause(pause.reason(), at) : pause);
        ledger.runs(RunState.PAUSED, null, 0, Integer.MAX_VALUE).stream()
                .filter(run -> why.test(String.valueOf(run.reason())))
                .forEach(run -> {
                    LOG.info("Run goes on: {}. run={}", because, run.id());
                    ledger.pause(run.id(), String.valueOf(run.reason()), at);
                });
    }

    /** Notes that a run pauses for a local fault, and where it publishes to. */
    void ground(String run, Path outbox) {
        grounded.putIfAbsent(run, outbox);
    }

    /** The outboxes of the runs that paused for a local fault, by run. */
    Map<String, Path> grounded() {
        return grounded;
    }

    /**
     * Has those go on from an instant that paused for a local fault.
     *
     * @throws LocalFault if the ledger does not take it
     */
    void resumeGrounded(Instant at) {
        require();
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

    /** Writes down what the ledger takes; whoever comes while another does so waits for that. */
    synchronized void save() {
        unsaved.forEach((run, pause) -> {
            try {
                save(run, pause);
            } catch (LocalFault e) {
                LOG.error("The ledger cannot take it yet that run {} paused: {}", run, e.getMessage());
            }
        });
    }

    /**
     * Writes down all.
     *
     * @throws LocalFault if the ledger does not take it
     */
    private synchronized void require() {
        unsaved.forEach(this::save);
    }

    private void save(String run, Pause pause) {
        ledger.pause(run, pause.reason(), pause.resumeAt());
        unsaved.remove(run, pause);
    }
}
