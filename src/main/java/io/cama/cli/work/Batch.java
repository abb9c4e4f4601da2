package io.cama.cli.work;

import io.cama.cli.follow.Account;
import io.cama.cli.follow.Follow;
import io.cama.cli.follow.Interruption;
import io.cama.cli.follow.Outcome;
import io.cama.cli.follow.Progress;
import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Run;
import io.cama.ops.Application;
import java.io.IOException;
import java.io.PrintWriter;
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
    private final Set<String> ids = new ConcurrentSkipListSet<>();
    private final AtomicReference<Application> running = new AtomicReference<>();

    /** @param resume the command that goes on with a run that was stopped or is paused */
    public Batch(Globals globals, Workplace place, Function<Run, String> resume) {
        this.globals = globals;
        this.place = place;
        this.resume = resume;
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
    public int run(Application.Purpose purpose, Map<Path, Story> refused, Work work) throws Exception {
        try (Interruption interruption = new Interruption(this::makeSafe)) {
            try {
                Account account = account(purpose, refused, work, interruption);
                if (!interruption.came()) {
                    account.print(globals);
                    return account.exit();
                }
            } catch (Exception e) {
                if (!interruption.came()) {
                    throw e;
                }
            }
            return Exit.INTERRUPTED;
        }
    }

    private Account account(Application.Purpose purpose, Map<Path, Story> refused, Work work, Interruption interruption)
            throws Exception {
        Application application = boot(purpose);
        running.set(application);
        try {
            ids.addAll(work.start(application, interruption));
            List<Outcome> outcomes = new ArrayList<>();
            if (!interruption.came()) {
                for (Run run : follow(application.ledger(), interruption)) {
                    outcomes.add(Outcome.of(application.ledger(), run));
                }
            }
            return new Account(outcomes, refused, resume);
        } finally {
            stop();
        }
    }

    private List<Run> follow(Ledger ledger, Interruption interruption) {
        return new Follow(ledger, new Progress(globals, InstantSource.system()), interruption).untilEnded(ids);
    }

    private Application boot(Application.Purpose purpose) throws Exception {
        try {
            return new Application(place.settings(), place.folders(), purpose);
        } catch (Exception e) {
            if (Failures.known(e).isPresent()) {
                throw e;
            }
            Refusal refusal = new Refusal(
                    Exit.CONFIG,
                    "the routes cannot be started: " + root(e),
                    "correct the job's route; cama validate looks at all of them");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static String root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    private boolean stop() {
        Application application = running.getAndSet(null);
        if (application != null) {
            application.close();
        }
        return application != null;
    }

    private void makeSafe() {
        PrintWriter err = globals.shell().err();
        String line = globals.shell().errIsTerminal() ? "\r\u001b[K" : "";
        err.println(line + "Stopping: calls under way may end, no more are made.");
        err.flush();
        if (!stop()) {
            return;
        }
        SqliteLedger.openReadOnly(place.ledger()).ifPresent(ledger -> {
            try (ledger) {
                ids.forEach(id -> ledger.run(id)
                        .ifPresent(run -> err.println("Checkpointed: "
                                + Tally.of(run, ledger.counts(id)).sentence() + "; nothing is lost. Resume: "
                                + resume.apply(run))));
            }
        });
        err.flush();
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
