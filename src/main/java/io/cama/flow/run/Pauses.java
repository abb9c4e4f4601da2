package io.cama.flow.run;

import io.cama.ledger.Ledger;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.time.Instant;
import java.util.Map;
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

    Pauses(Ledger ledger) {
        this.ledger = ledger;
    }

    void note(String run, String reason, @Nullable Instant resumeAt) {
        unsaved.put(run, new Pause(reason, resumeAt));
    }

    static boolean isHeldBack(@Nullable String reason) {
        return reason != null && reason.startsWith(Reason.CIRCUIT_OPEN.name());
    }

    /** Has those go on from an instant whose reason is such. */
    void resume(Predicate<String> why, Instant at) {
        unsaved.replaceAll((run, pause) -> why.test(pause.reason()) ? new Pause(pause.reason(), at) : pause);
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
    synchronized void require() {
        unsaved.forEach(this::save);
    }

    private void save(String run, Pause pause) {
        ledger.pause(run, pause.reason(), pause.resumeAt());
        unsaved.remove(run, pause);
    }
}
