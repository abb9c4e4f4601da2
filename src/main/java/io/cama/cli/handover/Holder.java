package io.cama.cli.handover;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.flow.board.State;
import io.cama.ledger.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The process that holds a home folder.
 *
 * @param home the folder
 * @param ledger its ledger, whose lock the process has
 */
public record Holder(Path home, Path ledger) {
    /** Whether there is one; this process counts too. */
    public boolean isThere() {
        return SqliteLedger.isInUse(ledger);
    }

    /** Who it is, such as {@code process 4711 (since 2026-07-01 09:30:00)}; without its number until it has told it. */
    public String text() {
        return process()
                .map(process -> "process " + process.pid()
                        + process.info().startInstant().map(Holder::since).orElse(""))
                .orElse("another process");
    }

    private Optional<ProcessHandle> process() {
        try {
            return State.read(home).filter(state -> !state.ended()).flatMap(state -> ProcessHandle.of(state.pid()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String since(Instant start) {
        return " (since "
                + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
                        .format(start.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()))
                + ")";
    }

    /** What is said where only one can work. */
    public Refusal refusal(Globals globals) {
        return new Refusal(
                Exit.LATER,
                "another cama uses this home folder: " + text() + " works in " + home,
                "wait for it, end it with " + globals.command("drain") + ", or name another folder with -C");
    }
}
