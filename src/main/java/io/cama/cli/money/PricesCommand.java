package io.cama.cli.money;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama prices}: the same as {@code cama prices list}. */
@Command(name = "prices", description = "What models cost: list the prices that are known, bring in newer ones.")
public final class PricesCommand implements Callable<Integer> {
    private final PricesListCommand list;

    public PricesCommand(PricesListCommand list) {
        this.list = list;
    }

    @Override
    public Integer call() {
        return list.call();
    }
}
