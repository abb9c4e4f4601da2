package io.cama.ops.control.still;

import io.cama.flow.intake.Home;
import io.cama.flow.intake.Leftovers;
import io.cama.flow.standing.StandingBook;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import io.cama.ops.control.live.Desk;
import io.cama.ops.control.live.RunHand;
import io.cama.ops.control.live.StandingHand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Function;

/** Does what it can in a home folder that no process holds. */
public final class AtRest {
    private final Path home;
    private final Path ledger;
    private final InstantSource clock;
    private final Desk desk;
    private final StandingHand standing;

    /**
     * @param ledger the ledger's file, which need not be there
     * @param jobs the names of the jobs there are
     */
    public AtRest(Path home, Path ledger, Collection<String> jobs, InstantSource clock) {
        this.home = home;
        this.ledger = ledger;
        this.clock = clock;
        this.desk = new Desk(new AuditLog(home), clock);
        this.standing = new StandingHand(new StandingBook(home), () -> jobs, () -> {}, clock);
    }

    /**
     * Does something.
     *
     * @param object what it is to be done to; may be empty
     * @param reason in the person's words; may be empty
     * @throws NotDone if it cannot be done, or nobody is there to do it
     * @throws io.cama.ledger.fault.LedgerBusyException if a process holds the home folder by now
     */
    public Done act(Action action, String object, String reason, By by) {
        return switch (action) {
            case MAINTENANCE_ON -> desk.act(action, object, by, () -> standing.maintenanceOn(reason, by));
            case MAINTENANCE_OFF -> desk.act(action, object, by, () -> standing.maintenanceOff(by));
            case JOB_PAUSE -> desk.act(action, object, by, () -> standing.pauseJob(object, reason, by));
            case JOB_RESUME -> desk.act(action, object, by, () -> standing.resumeJob(object, by));
            case RUN_PAUSE -> withRuns(runs -> desk.act(action, object, by, () -> runs.pause(object, reason, by)));
            case RUN_CANCEL -> withRuns(runs -> desk.act(action, object, by, () -> runs.cancel(object, reason, by)));
            default -> throw new NotDone(Why.UNKNOWN, "no process is at work in " + home);
        };
    }

    private Done withRuns(Function<RunHand, Done> work) {
        if (!Files.exists(ledger)) {
            throw new NotDone(Why.UNKNOWN, "there is no ledger at " + ledger + ", so there are no runs");
        }
        try (Ledger open = SqliteLedger.open(ledger, clock, GroupCommit.DEFAULT)) {
            return work.apply(new RunHand(open, new Grip(open, new Leftovers(new Home(home), open))));
        }
    }

    private record Grip(Ledger ledger, Leftovers leftovers) implements RunHand.Grip {
        @Override
        public void hold(Run run, String reason) {
            ledger.pause(run.id(), reason, null);
        }

        @Override
        public void resume(Run run) {
            throw new NotDone(Why.CONFLICT, "no process is at work that could go on with it");
        }

        @Override
        public void cancel(Run run, String reason) {
            ledger.reject(run.id(), reason);
            try {
                leftovers.moveOn(ledger.run(run.id()).orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
