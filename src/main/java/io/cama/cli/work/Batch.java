package io.cama.cli.work;

import io.cama.cli.check.StartRefusal;
import io.cama.cli.follow.Account;
import io.cama.cli.follow.Follow;
import io.cama.cli.follow.Outcome;
import io.cama.cli.follow.Patience;
import io.cama.cli.follow.Progress;
import io.cama.cli.follow.Report;
import io.cama.cli.follow.Report.Reporter;
import io.cama.cli.handover.Holder;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.cli.stop.Checkpoint;
import io.cama.cli.stop.Interruption;
import io.cama.ledger.Ledger;
import io.cama.ledger.fault.LedgerBusyException;
import io.cama.model.Run;
import io.cama.ops.Application;
import io.cama.ops.Purpose;
import io.cama.ops.control.wish.WishDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Starts the application, has runs worked on, follows them to their end, and stops it: once, whoever asks first. */
public final class Batch {
    private final Globals globals;
    private final Workplace place;
    private final Function<Run, String> resume;
    private final Reporter reporter;
    private final Set<String> ids = new ConcurrentSkipListSet<>();
    private final AtomicReference<Application> running = new AtomicReference<>();

    /** @param resume the command that goes on with a run that was stopped or is paused */
    public Batch(Globals globals, Workplace place, Function<Run, String> resume) {
        this(globals, place, resume, (ledger, runs, refused) -> new Account(outcomes(ledger, runs), refused, resume));
    }

    /** @param reporter says in the end what came of it */
    public Batch(Globals globals, Workplace place, Function<Run, String> resume, Reporter reporter) {
        this.globals = globals;
        this.place = place;
        this.resume = resume;
        this.reporter = reporter;
    }

    private static List<Outcome> outcomes(Ledger ledger, List<Run> runs) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Run run : runs) {
            outcomes.add(Outcome.of(ledger, run));
        }
        return outcomes;
    }

    /** What is to be done once the application is up. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it, until it has ended or the process is told to.
         *
         * @return ids of the runs to account for
         */
        Collection<String> start(Application application, Interruption interruption) throws Exception;
    }

    /**
     * Sees the work through and gives its account.
     *
     * @param refused files that became no run; the work may add to it
     * @return the exit code
     */
    public int run(Purpose purpose, Map<Path, Story> refused, Work work) throws Exception {
        try (Interruption interruption = new Interruption(this::quiesce)) {
            Report report = report(purpose, refused, work, interruption);
            report.print(globals);
            return report.exit();
        }
    }

    private Report report(Purpose purpose, Map<Path, Story> refused, Work work, Interruption interruption)
            throws Exception {
        try (Application application = boot(purpose)) {
            running.set(application);
            application.flow().door().onDrain(interruption::drain);
            application.flow().door().onWish(WishDoor.of(application, place.settings()));
            if (interruption.came()) {
                quiesce();
            } else {
                ids.addAll(work.start(application, interruption));
            }
            List<Run> ended = interruption.came() ? List.of() : follow(application, interruption);
            boolean cutShort = ended.isEmpty() || !ended.stream().allMatch(Follow::hasEnded);
            return interruption.came() && cutShort
                    ? Checkpoint.of(application, interruption, place, ids, resume)
                    : reporter.of(application.ledger(), ended, refused);
        } finally {
            running.set(null);
        }
    }

    /** Where the application is not up yet, it is told once it is. */
    private void quiesce() {
        Application application = running.get();
        if (application != null) {
            Checkpoint.begin(globals, application, place);
        }
    }

    private List<Run> follow(Application application, Interruption interruption) {
        Progress progress = new Progress(globals, InstantSource.system(), reporter.showsProgress(), reporter.mark());
        return new Follow(
                        application.ledger(),
                        progress,
                        interruption,
                        application.flow().switchboard()::limitedBy,
                        new Patience(
                                application.flow().ground(), place.settings().duration("cama.local.give-up")))
                .untilEnded(ids);
    }

    private Application boot(Purpose purpose) throws Exception {
        try {
            return new Application(place.settings(), place.folders(), purpose);
        } catch (Exception e) {
            if (e instanceof LedgerBusyException) {
                throw new Holder(place.home(), place.ledger()).refusal(globals);
            }
            if (Failures.known(e).isPresent()) {
                throw e;
            }
            throw StartRefusal.of(globals, place, purpose.jobs(), e);
        }
    }

    /** Has one file worked on; one that cannot be read is noted with its reason, and the others go on. */
    public static void submit(
            Application application, Path file, Submit submit, Collection<String> runs, Map<Path, Story> refused)
            throws IOException {
        try {
            runs.add(submit.to(application, file).id());
        } catch (RuntimeException e) {
            Story story = Failures.known(e)
                    .filter(known -> known.exit() == Exit.BAD_INPUT)
                    .orElseThrow(() -> e);
            refused.put(file, story);
        }
    }

    /** Makes a run of a file. */
    @FunctionalInterface
    public interface Submit {
        Run to(Application application, Path file) throws IOException;
    }
}
