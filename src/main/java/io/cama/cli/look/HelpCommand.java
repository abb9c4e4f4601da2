package io.cama.cli.look;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama help}: what a command does and takes. */
@Command(name = "help", description = "Show the help of a command, such as cama help dlq list.")
public final class HelpCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, and the one below it if any.")
    private List<String> path = List.of();

    public HelpCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        CommandSpec self = Objects.requireNonNull(spec);
        CommandLine at = self.root().commandLine();
        for (String name : path) {
            CommandLine next = at.getSubcommands().get(name);
            if (next == null) {
                throw new ParameterException(
                        self.commandLine(),
                        "there is no command \"" + name + "\"; there are "
                                + String.join(", ", at.getSubcommands().keySet()));
            }
            at = next;
        }
        globals.print(at.getUsageMessage());
        return Exit.OK;
    }
}
