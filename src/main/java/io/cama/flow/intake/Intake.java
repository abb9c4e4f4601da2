package io.cama.flow.intake;

import io.cama.config.ConfigException;
import io.cama.config.JobHash;
import io.cama.flow.item.Rows;
import io.cama.flow.run.Jobs;
import io.cama.input.options.UnreadableInput;
import io.cama.ledger.Ledger;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.Terms;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean {@code intake}: claims files from the inbox, and makes runs of files durable. */
public final class Intake implements GenericFileFilter<File> {
    private static final int LONGEST_NAME = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Home home;
    private final Ledger ledger;
    private final Jobs jobs;
    private final Rows rows;
    private final Clock clock;

    public Intake(Home home, Ledger ledger, Jobs jobs, Rows rows, Clock clock) {
        this.home = home;
        this.ledger = ledger;
        this.jobs = jobs;
        this.rows = rows;
        this.clock = clock;
    }

    /** Whether the inbox's consumer may look at a file: folders, and regular files that no other program still writes. */
    @Override
    public boolean accept(GenericFile<File> found) {
        if (found.isDirectory()) {
            return !found.getFileNameOnly().startsWith(".")
                    && !Files.isSymbolicLink(found.getFile().toPath());
        }
        String name = found.getFileNameOnly();
        Path file = found.getFile().toPath();
        if (isUnfinished(name)) {
            return false;
        }
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        reject(file, jobOf(file), "it is no regular file but " + kind(file) + "; copy the file itself into the inbox");
        return false;
    }

    /** Whether a file's name says that another program is still writing it, so that the inbox leaves it alone. */
    public static boolean isUnfinished(String name) {
        return name.startsWith(".")
                || name.endsWith("~")
                || name.endsWith(".part")
                || name.endsWith(".crdownload")
                || name.endsWith(".tmp");
    }

    private static String kind(Path file) {
        return Files.isSymbolicLink(file) ? "a link" : "a pipe, a socket or a device";
    }

    /** Body in: a file of {@code inbox/<job>/}. Body out: a {@link Submission}, or {@code nothing} when the file was rejected or is gone. */
    public void claim(Exchange exchange) throws IOException {
        Path file = exchange.getMessage().getBody(File.class).toPath();
        Optional<Submission> claimed = claim(file);
        if (claimed.isPresent()) {
            exchange.getMessage().setBody(claimed.get());
        } else {
            // Not null: a file's message would answer with the file again.
            exchange.getMessage().setBody("nothing");
        }
    }

    private Optional<Submission> claim(Path file) throws IOException {
        String job = jobOf(file);
        if (!jobs.all().containsKey(job)) {
            reject(
                    file,
                    job,
                    "there is no job \"" + job + "\"; the jobs are "
                            + jobs.all().keySet());
            return Optional.empty();
        }
        try {
            return Optional.of(submission(home.claim(file, job)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** A claimed file, {@code work/in-…/<job>/<name>}, as a submission. */
    public Submission submission(Path claimed) {
        String job = jobOf(claimed);
        return new Submission(
                claimed, claimed.getFileName().toString(), job, home.outbox(job), 0, null, Terms.USUAL, true);
    }

    /** The id of the run that a submission is, whether there is one by now or not. */
    public String identify(Submission submission) throws IOException {
        return RunIdentity.of(submission, hash(jobs.require(submission.job()))).id();
    }

    /** Body in: {@link Submission}. Body out: the {@link Run}, from now on durable; null when its file was rejected. */
    public void accept(Exchange exchange) throws Exception {
        Submission submission = exchange.getMessage().getMandatoryBody(Submission.class);
        Run run;
        try {
            run = accept(submission);
        } catch (UnreadableInput e) {
            if (!submission.inbox()) {
                home.discard(submission.file());
                throw e;
            }
            reject(submission.file(), submission.job(), String.valueOf(e.getMessage()));
            home.discard(submission.file());
            exchange.getMessage().setBody(null);
            return;
        }
        exchange.getMessage().setBody(run);
    }

    private Run accept(Submission submission) throws IOException {
        Job job = jobs.require(submission.job());
        refuseLongName(submission.name());
        rows.open(submission.file(), submission.name(), job).close();
        RunIdentity identity = RunIdentity.of(submission, hash(job));
        Optional<String> before = ledger.run(identity.id()).map(Run::source);
        Run run = ledger.accept(identity.run(submission, clock.instant()));
        if (before.isPresent() && !before.get().equals(run.source())) {
            home.discard(Path.of(before.get()));
        }
        return run;
    }

    /** A name that leaves no room for the endings of the outputs is refused before anything is paid. */
    private static void refuseLongName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            throw new UnreadableInput(
                    name, "its name has " + bytes + " bytes", "rename it to at most " + LONGEST_NAME + " bytes");
        }
    }

    private static String hash(Job job) throws IOException {
        Path folder = job.folder();
        return folder == null ? "" : JobHash.of(folder);
    }

    private void reject(Path file, String job, String reason) {
        try {
            Path rejected = home.reject(file, job, reason);
            LOG.warn("Rejected {}: {} See {}", file.getFileName(), reason, rejected);
        } catch (IOException e) {
            LOG.error("Cannot reject {} ({}): {}", file, reason, e.toString());
        }
    }

    private static String jobOf(Path file) {
        Path folder = file.getParent();
        if (folder == null || folder.getFileName() == null) {
            throw new ConfigException(io.cama.model.Finding.error(file.toString(), 0, "lies in no job's folder", null));
        }
        return folder.getFileName().toString();
    }
}
