package io.cama.cli.steer;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.ops.control.Action;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama pause}: a run or a job stands still. */
@Command(
        name = "pause",
        description = {
            "Pause runs, or all runs of a job: rows stay pending, calls in flight end and are kept.",
            "It holds over restarts, until cama resume. Works while another cama is at work, and while none is."
        })
public final class PauseCommand implements Callable<Integer> {
    private final Globals globals;

    @Parameters(
            paramLabel = "RUN|JOB",
            arity = "1..*",
            description = "Runs, as cama status shows them, or their beginnings; or names of jobs.")
    private List<String> names = List.of();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; shown to whoever finds it paused. It may be left out.")
    private String reason = "";

    public PauseCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        Steer steer = new Steer(globals, globals.workplace());
        for (String name : names) {
            steer.say(steer.isJob(name) ? Action.JOB_PAUSE : Action.RUN_PAUSE, name, reason);
        }
        return Exit.OK;
    }
}
