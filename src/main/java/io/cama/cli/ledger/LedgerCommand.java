package io.cama.cli.ledger;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cama ledger}: without a command of its own it checks. */
@Command(name = "ledger", description = "Check the ledger, or begin a new one after its loss.")
public final class LedgerCommand implements Callable<Integer> {
    private final LedgerCheckCommand check;

    public LedgerCommand(LedgerCheckCommand check) {
        this.check = check;
    }

    @Override
    public Integer call() {
        return check.call();
    }
}
