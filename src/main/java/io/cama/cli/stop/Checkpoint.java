package io.cama.cli.stop;

import io.cama.cli.follow.Report;
import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.Run;
import io.cama.ops.Application;
import io.cama.ops.Drained;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What is said by a process that was told to end before its work was done.
 *
 * @param drained how it came to its end
 * @param clean the exit code if nothing was cut off
 * @param runs a line for each, with the command that goes on with it
 */
public record Checkpoint(Drained drained, int clean, List<String> runs) implements Report {
    private static final Duration AT_LAST = Duration.ofSeconds(4);

    /** Says that the process was told to end, and sees to it that no call is made from now on. */
    public static void begin(Globals globals, Application application, Workplace place) {
        long calls = application.quiesce();
        PrintWriter err = globals.shell().err();
        err.println((globals.shell().errIsTerminal() ? "\r\u001b[K" : "") + "Stopping: no more calls are made; "
                + Tally.number(calls, "call") + " in flight may end within "
                + grace(place).toSeconds()
                + " s. Once more ends at once.");
        err.flush();
    }

    /**
     * Drains the application; it has ended when this returns, and the process has at the latest four seconds after the
     * grace.
     *
     * @param ids of the runs to say how to go on with
     * @param resume the command that does
     */
    public static Checkpoint of(
            Application application,
            Interruption interruption,
            Workplace place,
            Collection<String> ids,
            Function<Run, String> resume) {
        interruption.endWithin(grace(place).plus(AT_LAST));
        Drained drained = application.drain();
        List<String> lines = new ArrayList<>();
        SqliteLedger.openReadOnly(place.ledger()).ifPresent(ledger -> {
            try (ledger) {
                for (String id : ids) {
                    ledger.run(id)
                            .ifPresent(run -> lines.add("Checkpointed: "
                                    + Tally.of(run, ledger.counts(id)).sentence() + "; nothing is lost. Resume: "
                                    + resume.apply(run)));
                }
            }
        });
        return new Checkpoint(drained, interruption.exit(), lines);
    }

    private static Duration grace(Workplace place) {
        return place.settings().duration("cama.shutdown.timeout");
    }

    @Override
    public void print(Globals globals) {
        PrintWriter err = globals.shell().err();
        err.println("Stopped: " + drained.sentence() + ".");
        runs.forEach(err::println);
        err.flush();
    }

    @Override
    public int exit() {
        return drained.clean() ? clean : Exit.LATER;
    }
}
