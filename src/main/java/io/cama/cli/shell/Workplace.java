package io.cama.cli.shell;

import io.cama.config.ConfigException;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.model.Finding;
import java.nio.file.Path;
import java.util.List;

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

    /** Where the outputs of a job go unless told otherwise. */
    public Path outbox(String job) {
        return home().resolve("outbox").resolve(job);
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
}
