package io.cama.cli.shell;

import io.cama.config.ConfigException;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.intake.Home;
import io.cama.flow.intake.Leftovers;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.Done;
import io.cama.ops.control.live.Desk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a command works.
 *
 * @param program folder Cama is installed in: {@code routes/} and {@code samples/} are there
 */
public record Workplace(Path program, Settings settings, JobFolders folders) {
    /** Holds the inbox, the outbox and the ledger. */
    public Path home() {
        return settings.home();
    }

    /** The ledger's file; it need not be there yet. */
    public Path ledger() {
        return home().resolve(settings.text("cama.ledger.file"));
    }

    /**
     * The ledger to look at, whether or not another process works with it; empty if nothing has been worked on yet.
     *
     * @throws io.cama.ledger.fault.LedgerException if it is missing and inputs of runs say that it was there
     */
    public Optional<Ledger> past() {
        return hasLedger() ? SqliteLedger.openReadOnly(ledger()) : Optional.empty();
    }

    /** The runs of the ledger, none if nothing has been worked on yet. */
    public List<Run> runs() {
        try (Ledger ledger = past().orElse(null)) {
            return ledger == null ? List.of() : ledger.runs(Integer.MAX_VALUE);
        }
    }

    /**
     * Whether anything has been worked on yet.
     *
     * @throws io.cama.ledger.fault.LedgerException if the ledger is missing and inputs of runs say that it was there
     */
    public boolean hasLedger() {
        try {
            Leftovers.requireLedger(new Home(home()), ledger());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Files.exists(ledger());
    }

    /** Writes down in the audit log what this command did. */
    public void note(Done done) {
        new Desk(new AuditLog(home()), InstantSource.system()).note(done, By.local(Way.CLI));
    }

    /** Where the outputs of a job go unless told otherwise. */
    public Path outbox(String job) {
        return home().resolve("outbox").resolve(job);
    }

    /**
     * The job in whose folder files lie.
     *
     * @throws Refusal if they do not all lie in the folder of one
     */
    public String jobOf(List<Path> files) {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            Path folder = file.toAbsolutePath().normalize().getParent();
            folders.jobs().stream()
                    .filter(job -> job.folder() != null
                            && job.folder().toAbsolutePath().normalize().equals(folder))
                    .forEach(job -> names.add(job.name()));
        }
        if (names.size() != 1) {
            throw new Refusal(
                    Exit.USAGE,
                    "--job=NAME is missing, and the files do not lie in the folder of one job; the jobs are "
                            + folders.jobs().stream().map(Job::name).collect(Collectors.joining(", ")),
                    "see cama process --help");
        }
        return names.iterator().next();
    }

    /**
     * Makes sure that the settings are sound.
     *
     * @throws ConfigException with the first thing that is wrong
     */
    public void requireSoundSettings() {
        refuseErrors(settings.findings());
    }

    /**
     * Makes sure that no finding is an error.
     *
     * @throws ConfigException with the first one
     */
    public static void refuseErrors(List<Finding> findings) {
        findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst()
                .ifPresent(finding -> {
                    throw new ConfigException(finding);
                });
    }

    /** The folder that Cama is installed in: the one that was told, else where its jar lies. */
    static Path program(@Nullable String told) {
        if (told != null && !told.isBlank()) {
            return Path.of(told).toAbsolutePath().normalize();
        }
        Path jar = jar();
        Path folder =
                jar == null || jar.getParent() == null ? null : jar.getParent().getParent();
        return (folder == null ? Path.of("") : folder).toAbsolutePath().normalize();
    }

    private static @Nullable Path jar() {
        CodeSource source = Workplace.class.getProtectionDomain().getCodeSource();
        try {
            Path path = source == null ? null : Path.of(source.getLocation().toURI());
            return path != null && path.toString().endsWith(".jar") ? path : null;
        } catch (URISyntaxException unusual) {
            return null;
        }
    }
}
