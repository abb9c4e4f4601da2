package io.cama.cli.steer;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.ops.control.Action;
import io.cama.ops.control.wish.Answer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama reload}: the service takes up what has changed. */
@Command(
        name = "reload",
        description = {
            "Have cama run check what has changed in jobs and configuration, and take up what is sound.",
            "Rows under way end as they began; what is not sound stays as it was (78)."
        })
public final class ReloadCommand implements Callable<Integer> {
    private final Globals globals;

    public ReloadCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        Steer steer = new Steer(globals, globals.workplace());
        if (!steer.isHeld()) {
            throw new Refusal(
                    Exit.NOTHING,
                    "no process is at work in " + globals.workplace().home(),
                    "nothing; " + globals.command("run") + " reads all when it starts, and "
                            + globals.command("validate") + " checks it now");
        }
        Answer answer = steer.act(Action.RELOAD, "", "");
        steer.print(answer);
        return answer.done().changed() ? Exit.OK : Exit.CONFIG;
    }
}
