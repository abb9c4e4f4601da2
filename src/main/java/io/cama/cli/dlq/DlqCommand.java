package io.cama.cli.dlq;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cama dlq}: says which commands there are for dead letters. */
@Command(name = "dlq", description = "The rows that could not be answered: list, show, edit, retry or drop them.")
public final class DlqCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    public DlqCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            globals.print(spec.commandLine().getUsageMessage());
        }
        return Exit.OK;
    }
}
