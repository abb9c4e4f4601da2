package io.cama.cli.breaker;

import io.cama.cli.shell.Globals;
import io.cama.flow.board.Orders.Verb;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama breaker close}: calls go through again. */
@Command(
        name = "close",
        description = "Let calls through to a model again, whether it was isolated or its breaker opened by itself.")
public final class BreakerCloseCommand implements Callable<Integer> {
    private final Release release;

    @Parameters(paramLabel = "NAME", description = BreakerName.HELP)
    private String name = "";

    public BreakerCloseCommand(Globals globals, InstantSource clock) {
        this.release = new Release(globals, clock);
    }

    @Override
    public Integer call() throws IOException {
        return release.order(Verb.CLOSE, name);
    }
}
