package io.cama.flow.intake;

import io.cama.config.version.Versions;
import io.cama.flow.Keys;
import io.cama.flow.local.Ground;
import io.cama.flow.rows.Rows;
import io.cama.flow.run.Jobs;
import io.cama.flow.version.Holding;
import io.cama.flow.version.JobVersion;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.model.Terms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code intake}: claims files from the inbox, and makes runs of files durable. */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Home home;
    private final Ledger ledger;
    private final Jobs jobs;
    private final Rows rows;
    private final Clock clock;
    private final Stranded stranded;
    private final Versions versions;
    private final Rejects rejects;

    public Intake(
            Home home,
            Ledger ledger,
            Jobs jobs,
            Rows rows,
            Ground ground,
            Stranded stranded,
            Versions versions,
            Clock clock) {
        this.home = home;
        this.ledger = ledger;
        this.jobs = jobs;
        this.rows = rows;
        this.stranded = stranded;
        this.versions = versions;
        this.rejects = new Rejects(home, ground);
        this.clock = clock;
    }

    /** Body in: a file of {@code inbox/<job>/}. Body out: a {@link Submission}, or {@code nothing} when the file was rejected or is gone. */
    public void claim(Exchange exchange) throws IOException {
        Path file = exchange.getMessage().getBody(File.class).toPath();
        Optional<Submission> claimed = claim(file);
        if (claimed.isPresent()) {
            exchange.getMessage().setBody(claimed.get());
        } else {
            exchange.getMessage().setBody("nothing"); // not null: a file's message would answer with the file again
        }
    }

    private Optional<Submission> claim(Path file) throws IOException {
        String job = jobOf(file);
        if (!jobs.all().containsKey(job)) {
            rejects.reject(
                    file,
                    job,
                    (job.isEmpty()
                                    ? "it was put beside the jobs' folders, not into one"
                                    : "there is no job \"" + job + "\"")
                            + "; the jobs are "
                            + jobs.all().keySet());
            return Optional.empty();
        }
        try {
            Path claimed = home.claim(file, job);
            if (Files.isRegularFile(claimed, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(submission(claimed));
            }
            rejects.reject(claimed, job, "something else took its place while it was claimed");
            return Optional.empty();
        } catch (NoSuchFileException | UnreadableInput goneOrStillWritten) {
            return Optional.empty();
        }
    }

    /** A claimed file, {@code work/in-…/<job>/<name>}, as a submission. */
    public Submission submission(Path claimed) {
        String job = jobOf(claimed);
        return new Submission(
                claimed, claimed.getFileName().toString(), job, home.outbox(job), 0, null, Terms.USUAL, true);
    }

    /** Body in: none; the run whose file has changed since it was accepted ends. Body out: its file, as a {@link Submission}. */
    public void restart(Exchange exchange) {
        Run run = ledger.run(exchange.getProperty(Keys.RUN, String.class)).orElseThrow();
        String reason =
                run.input() + " was written to while it was worked on; it begins again with the bytes it has now,"
                        + " and what was bought stays bought";
        LOG.warn("Run begins again: {}. run={}", reason, run.id());
        ledger.reject(run.id(), reason);
        exchange.getMessage()
                .setBody(new Submission(
                        Path.of(run.source()),
                        run.input(),
                        run.job(),
                        Path.of(run.outbox()),
                        run.limit(),
                        run.model(),
                        run.terms(),
                        run.inbox(),
                        run.options()));
    }

    /** The id of the run that a submission is, whether there is one by now or not. */
    public String identify(Submission submission) throws IOException {
        try (Holding held = jobs.holding(submission.job())) {
            return RunIdentity.of(submission, held.version().hash()).id();
        }
    }

    /** Body in: {@link Submission}. Body out: the {@link Run}, from now on durable; null when its file was rejected. */
    public void accept(Exchange exchange) throws Exception {
        Submission submission = exchange.getMessage().getMandatoryBody(Submission.class);
        Run run;
        try (Holding held = jobs.holding(submission.job())) {
            run = accept(submission, held.version());
        } catch (UnreadableInput e) {
            if (!submission.inbox()) {
                home.discard(submission.file());
                throw e;
            }
            if (rejects.reject(submission.file(), submission.job(), String.valueOf(e.getMessage()))) {
                home.discard(submission.file());
            }
            exchange.getMessage().setBody(null);
            return;
        } catch (IOException | LocalFault e) {
            if (submission.inbox()) {
                stranded.add(submission);
            }
            throw e;
        }
        exchange.getMessage().setBody(run);
    }

    private Run accept(Submission submission, JobVersion version) throws IOException {
        Job job = version.job();
        Names.refuse(submission.name());
        Rejects.requireReadable(submission);
        Instant before = clock.instant();
        rows.check(submission.file(), submission.name(), job, submission.options());
        RunIdentity identity = RunIdentity.of(submission, version.hash());
        Path folder = job.folder();
        if (folder != null) {
            versions.keep(job.name(), folder, before);
        }
        Optional<String> earlier = ledger.run(identity.id()).map(Run::source);
        jobs.shelf().hold(identity.id(), version);
        Run run = ledger.accept(identity.run(submission, before));
        if (earlier.isPresent() && !earlier.get().equals(run.source())) {
            home.discard(Path.of(earlier.get()));
        }
        return run;
    }

    /** Moves a file of the inbox to {@code rejected/} with the reason beside it. */
    public void reject(Path file, String reason) {
        rejects.reject(file, jobOf(file), reason);
    }

    private String jobOf(Path file) {
        return Names.job(home.root().resolve("inbox"), file);
    }
}
