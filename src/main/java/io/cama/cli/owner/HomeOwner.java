package io.cama.cli.owner;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Keeps commands from leaving files in the home folder of another user: his own commands and his service could neither
 * read nor replace them. Commands that only look are let through.
 */
public final class HomeOwner implements IExecutionStrategy {
    private static final Path SELF = Path.of("/proc/self");
    private static final int ROOT = 0;

    /** A command that is not named here is taken for one that writes. */
    private static final Set<String> LOOKS = Set.of(
            "",
            "audit",
            "breaker",
            "breaker list",
            "cache",
            "cache export",
            "cache stats",
            "completion",
            "config",
            "config show",
            "dlq",
            "dlq list",
            "dlq show",
            "doctor",
            "export",
            "health",
            "help",
            "item",
            "item show",
            "jobs",
            "ledger",
            "ledger check",
            "prices",
            "prices list",
            "prices show",
            "report",
            "schema",
            "simulate",
            "status",
            "validate",
            "version");

    private final Globals globals;
    private final Owners owners;

    public HomeOwner(Globals globals, Owners owners) {
        this.globals = globals;
        this.owners = owners;
    }

    /**
     * Does what the command line says.
     *
     * @throws ExecutionException with a {@link Refusal} if it would write into the home folder of another user
     */
    @Override
    public int execute(ParseResult parsed) {
        try {
            require(parsed);
        } catch (Refusal refusal) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), "not in this home folder", refusal);
        }
        return new RunLast().execute(parsed);
    }

    private void require(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand() && !isHelp(last)) {
            last = last.subcommand();
        }
        String command = last.commandSpec().qualifiedName().replaceFirst("^\\S+\\s*", "");
        if (!isHelp(last) && !isLook(command, last)) {
            require(globals.home(), command);
        }
    }

    private static boolean isHelp(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    }

    private static boolean isLook(String command, ParseResult parsed) {
        return LOOKS.contains(command)
                || (command.equals("maintenance")
                        && String.valueOf(parsed.<Object>matchedPositionalValue(0, "status"))
                                .equalsIgnoreCase("status"));
    }

    private void require(Path home, String command) {
        Path work = home.resolve("work");
        Path folder = Files.isDirectory(work) ? work : home;
        Owner owner = owners.of(folder).orElse(null);
        Owner self = owners.of(SELF).orElse(null);
        if (owner == null || (self != null && self.uid() == owner.uid())) {
            return;
        }
        Owner writer = writer(folder).orElse(self);
        // A folder without work/ that others may write to is theirs to begin in; root was not asked.
        boolean begins = folder.equals(home) && writer != null && writer.uid() != ROOT;
        if (writer == null || writer.uid() == owner.uid() || begins) {
            return;
        }
        boolean homeIsOurs = owners.of(home).filter(writer::equals).isPresent();
        throw new Refusal(
                Exit.NO_KEY,
                folder + " belongs to the user " + owner.name() + ", and this is " + writer.name() + ": what "
                        + writer.name() + " leaves there, " + owner.name() + " may not be able to read",
                "run it as that user: sudo -u " + owner.forSudo() + " " + globals.command(command)
                        + (homeIsOurs ? "; or make the folder yours again with chown -R" : ""));
    }

    /** Whose a file is that this process makes there: file systems of a network may map all to one. */
    private Optional<Owner> writer(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, ".owner", ".new");
            try {
                return owners.of(probe);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException refused) {
            return Optional.empty();
        }
    }
}
