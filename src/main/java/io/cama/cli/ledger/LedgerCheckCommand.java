package io.cama.cli.ledger;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.ledger.sqlite.store.Integrity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama ledger check}: reads the whole ledger. */
@Command(
        name = "check",
        description = {
            "Read the whole ledger and say whether its structure is sound.",
            "Every start checks a ledger of up to 32 MB by itself. Works while another cama is at work."
        })
public final class LedgerCheckCommand implements Callable<Integer> {
    private final Globals globals;

    public LedgerCheckCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        Path file = globals.workplace().ledger();
        if (!Files.exists(file)) {
            throw new Refusal(
                    Exit.NOTHING, "there is no ledger at " + file, "begin with " + globals.command("process --help"));
        }
        List<String> problems = Integrity.problems(file);
        if (globals.json()) {
            globals.print(JsonText.of(Map.of("ledger", file.toString(), "problems", problems)));
        } else {
            problems.forEach(globals::print);
        }
        globals.say(
                problems.isEmpty()
                        ? "The ledger " + file + " is sound."
                        : "The ledger " + file
                                + " is damaged. Stop what works with it, then put a backup in its place.");
        return problems.isEmpty() ? Exit.OK : Exit.CONFIG;
    }
}
