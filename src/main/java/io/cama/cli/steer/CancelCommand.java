package io.cama.cli.steer;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.ops.control.Action;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama cancel}: a run ends for good. */
@Command(
        name = "cancel",
        description = {
            "End runs for good: no more calls, no outputs. What was answered stays in the ledger; a file from the",
            "inbox moves to rejected/, and goes on from there when it is given again."
        })
public final class CancelCommand implements Callable<Integer> {
    private final Globals globals;

    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Runs, as cama status shows them, or their beginnings.")
    private List<String> runs = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; written beside the rejected file.")
    private String reason = "";

    @Option(names = "--yes", description = "Do it; without this, nothing is cancelled.")
    private boolean yes;

    public CancelCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (!yes) {
            throw new Refusal(
                    Exit.REFUSED,
                    String.join(", ", runs) + " would be cancelled",
                    "give --yes to do it; " + globals.command("pause") + " stops a run for a while only");
        }
        Steer steer = new Steer(globals, globals.workplace());
        for (String run : runs) {
            steer.say(Action.RUN_CANCEL, run, reason);
        }
        return Exit.OK;
    }
}
