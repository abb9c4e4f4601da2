package io.cama.flow.standing;

import io.cama.flow.intake.Home;
import io.cama.flow.intake.Leftovers;
import io.cama.flow.run.ActiveRuns;
import io.cama.flow.run.Runs;
import io.cama.ledger.Ledger;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code runOrders}: holds runs and ends them, in whatever state they are. */
public final class RunOrders {
    private static final Logger LOG = LoggerFactory.getLogger(RunOrders.class);

    private final Runs runs;
    private final ActiveRuns active;
    private final Ledger ledger;
    private final Leftovers leftovers;
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

    public RunOrders(Runs runs, ActiveRuns active, Ledger ledger, Home home) {
        this.runs = runs;
        this.active = active;
        this.ledger = ledger;
        this.leftovers = new Leftovers(home, ledger);
    }

    /** Pauses a run that is not over, be it waiting, at work or paused for another reason. */
    public void hold(String run, String reason) {
        runs.between(() -> active.hold(run, reason));
    }

    /** Ends a run that is not over: no call is begun for it from now on. */
    public void cancel(String run, String reason) {
        runs.between(() -> {
            ledger.reject(run, reason);
            active.letGo(run);
        });
        cancelled.add(run);
        clear();
    }

    /** Has the inputs of ended runs move on that nobody reads any more; to be called now and then. */
    public void clear() {
        for (String id : Set.copyOf(cancelled)) {
            if (active.isOver(id)) {
                cancelled.remove(id);
                try {
                    leftovers.moveOn(ledger.run(id).orElseThrow());
                } catch (IOException later) {
                    LOG.warn("The input of the cancelled run {} stays until the next start: {}", id, later.toString());
                }
            }
        }
    }
}
