package io.cama.cli.steer;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.flow.standing.Said;
import io.cama.flow.standing.Standing;
import io.cama.flow.standing.StandingBook;
import io.cama.ops.control.Action;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama maintenance}: files are left in the inbox for a while. */
@Command(
        name = "maintenance",
        description = {
            "Take no more files, over restarts too: they stay in the inbox, and readiness falls. Runs that were",
            "accepted go on. Works while another cama is at work, and while none is."
        })
public final class MaintenanceCommand implements Callable<Integer> {
    /** What is to be done. */
    enum What {
        ON,
        OFF,
        STATUS
    }

    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "on|off|status",
            index = "0",
            arity = "0..1",
            description = "on needs a reason; off takes files again; status, the default, says how it is.")
    private What what = What.STATUS;

    @Parameters(
            paramLabel = "REASON",
            index = "1",
            arity = "0..1",
            description = "Why; shown to whoever asks. Needed with on.")
    private String why = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "The same.")
    private String reason = "";

    public MaintenanceCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        if (!why.isBlank() && !reason.isBlank()) {
            throw new ParameterException(command, "the reason is given twice; leave out --reason");
        }
        String said = why.isBlank() ? reason : why;
        if ((what == What.ON) == said.isBlank()) {
            throw new ParameterException(
                    command,
                    what == What.ON
                            ? "the reason is missing; say why, for whoever finds that no file is taken, as in "
                                    + globals.command("maintenance on \"new disk\"")
                            : "a reason goes with maintenance on alone");
        }
        if (what == What.STATUS) {
            print(Standing.require(new StandingBook(globals.workplace().home())).maintenance());
        } else {
            new Steer(globals, globals.workplace())
                    .say(what == What.ON ? Action.MAINTENANCE_ON : Action.MAINTENANCE_OFF, "", said);
        }
        return Exit.OK;
    }

    private void print(@Nullable Said said) {
        if (!globals.json()) {
            globals.print(said == null ? "off: files are taken from the inbox" : "on, set " + said.text());
            return;
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("on", said != null);
        json.put("reason", said == null ? null : said.reason());
        json.put("since", said == null ? null : said.at());
        json.put("by", said == null ? null : said.by());
        globals.print(JsonText.of(json));
    }
}
