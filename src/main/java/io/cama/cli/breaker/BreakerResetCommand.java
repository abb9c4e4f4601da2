package io.cama.cli.breaker;

import io.cama.cli.shell.Globals;
import io.cama.flow.board.Orders.Verb;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama breaker reset}: as new. */
@Command(
        name = "reset",
        description = "As close, and forget what was counted, such as after a key or an address was repaired.")
public final class BreakerResetCommand implements Callable<Integer> {
    private final Release release;

    @Parameters(paramLabel = "NAME", description = BreakerName.HELP)
    private String name = "";

    public BreakerResetCommand(Globals globals, InstantSource clock) {
        this.release = new Release(globals, clock);
    }

    @Override
    public Integer call() throws IOException {
        return release.order(Verb.RESET, name);
    }
}
