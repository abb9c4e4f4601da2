package io.cama.cli.schema;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama schema}: the JSON Schema of a kind of file. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of a kind of file: prompt, input, outputs, deck or settings.",
        footer = {"", "Example:", "  cama schema deck > deck.schema.json"})
public final class SchemaCommand implements Callable<Integer> {
    private final Globals globals;

    @Parameters(paramLabel = "KIND", description = "prompt, input, outputs, deck or settings.")
    private String kind = "";

    public SchemaCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (!Schemas.kinds().contains(kind)) {
            throw new Refusal(
                    Exit.USAGE, "there is no schema of " + kind, "name one of " + String.join(", ", Schemas.kinds()));
        }
        globals.print(Schemas.of(kind).strip());
        return Exit.OK;
    }
}
