package io.cama.cli.breaker;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama breaker}: without a further word, the same as {@code cama breaker list}. */
@Command(
        name = "breaker",
        description = "The circuit breakers, one for each model: list them, switch a model off by hand, and on again.")
public final class BreakerCommand implements Callable<Integer> {
    private final BreakerListCommand list;

    public BreakerCommand(BreakerListCommand list) {
        this.list = list;
    }

    @Override
    public Integer call() throws IOException {
        return list.call();
    }
}
