package io.cama.ops.control.live;

import io.cama.flow.Causes;
import io.cama.flow.standing.HeldBack;
import io.cama.model.Fault;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Deed;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where everything passes that somebody wants done: looks at the role, has it done, and writes it down. */
public final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final AuditLog log;
    private final InstantSource clock;
    private final Refusals refusals = new Refusals();

    public Desk(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Has something done. That it is about to be stands in the log before, so that nothing is done without a trace.
     *
     * @param object what it is done to, as it was named
     * @throws NotDone if the role does not suffice or it cannot be done, which is written down as well; or if the log
     *     cannot be written to, and then nothing was done
     */
    public Done act(Action action, String object, By by, Callable<Done> work) {
        require(action, object, by);
        begin(action, object, by);
        try {
            Done done = work.call();
            note(done, by);
            return done;
        } catch (Exception thrown) {
            NotDone why = notDone(thrown);
            write(action, object, "", "", (why.why() == Why.TROUBLE ? "failed: " : "refused: ") + why.getMessage(), by);
            throw why;
        }
    }

    /**
     * Makes sure that the role suffices; throws {@link NotDone} if not, which is written down as well: once a minute for
     * each who asks, with how often.
     */
    public void require(Action action, String object, By by) {
        if (!by.may(action.needed())) {
            NotDone forbidden = new NotDone(
                    Why.FORBIDDEN, action + " takes the role " + action.needed() + ", and " + by + " has " + by.role());
            refusals.refused(deed(action, object, "", "", "refused: " + forbidden.getMessage(), by))
                    .forEach(this::write);
            throw forbidden;
        }
    }

    /** Writes down what was done. */
    public void note(Done done, By by) {
        write(done.action(), done.object(), done.before(), done.after(), "done", by);
    }

    /** Writes down what was only counted so far, for when the process ends. */
    void finish() {
        refusals.all().forEach(this::write);
    }

    private void begin(Action action, String object, By by) {
        Deed deed = deed(action, object, "", "", Deed.BEGUN, by);
        refusals.over(deed.at()).forEach(this::write);
        try {
            log.add(deed);
        } catch (IOException unwritable) {
            throw new NotDone(
                    Why.TROUBLE,
                    action + " was not done, because it cannot be written to " + log.path() + " (" + unwritable
                            + "); make that file writable or room on its disk, and ask again",
                    unwritable);
        }
    }

    private static NotDone notDone(Exception thrown) {
        if (thrown instanceof NotDone notDone) {
            return notDone;
        }
        if (thrown instanceof HeldBack) {
            return new NotDone(Why.CONFLICT, String.valueOf(thrown.getMessage()), thrown);
        }
        if (thrown instanceof IOException || thrown instanceof UncheckedIOException || thrown instanceof Fault) {
            return new NotDone(Why.TROUBLE, String.valueOf(thrown.getMessage()), thrown);
        }
        return new NotDone(Why.TROUBLE, Causes.describe(thrown), thrown);
    }

    private void write(Action action, String object, String before, String after, String outcome, By by) {
        Deed deed = deed(action, object, before, after, outcome, by);
        refusals.over(deed.at()).forEach(this::write);
        write(deed);
    }

    private Deed deed(Action action, String object, String before, String after, String outcome, By by) {
        return new Deed(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                by.who(),
                by.way().toString(),
                by.role().toString(),
                action.toString(),
                object,
                before,
                after,
                outcome);
    }

    /** What cannot be written to the log is not undone for that; it stands in the program's own log then. */
    private void write(Deed deed) {
        try {
            log.add(deed);
        } catch (IOException unwritable) {
            LOG.error("Cannot be written to {}: {}; {}", log.path(), deed, unwritable.toString());
        }
    }
}
