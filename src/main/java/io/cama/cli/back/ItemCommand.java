package io.cama.cli.back;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cama item}. Without a command of its own it shows its help. */
@Command(name = "item", description = "Look at single rows of a run.")
public final class ItemCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    public ItemCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        globals.print(Objects.requireNonNull(spec).commandLine().getUsageMessage());
        return Exit.OK;
    }
}
