package io.cama.cli.config;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama completion}: a script that completes commands and options. */
@Command(
        name = "completion",
        description = {
            "Print a script that completes cama's commands and options in a shell.",
            "Use it with:  source <(cama completion bash)"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** The shells there is a script for. */
    enum Kind {
        BASH,
        ZSH
    }

    private static final String FOR_ZSH =
            "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Kind kind = Kind.BASH;

    public CompletionCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        globals.print((kind == Kind.ZSH ? FOR_ZSH : "") + AutoComplete.bash("cama", root));
        return Exit.OK;
    }
}
