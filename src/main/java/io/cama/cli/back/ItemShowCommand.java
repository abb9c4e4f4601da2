package io.cama.cli.back;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.model.Run;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama item show}: one row with everything that was done for it. */
@Command(
        name = "show",
        description = {
            "Show one row: its fields, its end, each call made for it with model, verdict, tokens, cost and time,",
            "what the model said, and the result."
        },
        footer = {"", "Examples:", "  cama item show 1a2b3c4d5e6f 17", "  cama item show 1a2b3c4d5e6f-17 --json"})
public final class ItemShowCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "As cama status shows it, or its beginning; RUN-POSITION says both.")
    private String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "POSITION", description = "1 for the first row.")
    private @Nullable Long position;

    public ItemShowCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        int dash = run.lastIndexOf('-');
        boolean both = position == null && dash > 0 && run.substring(dash + 1).matches("[1-9][0-9]{0,12}");
        Long place = both ? Long.valueOf(run.substring(dash + 1)) : position;
        if (place == null || place < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "say which row: RUN POSITION or RUN-POSITION, from 1");
        }
        show(both ? run.substring(0, dash) : run, place);
        return Exit.OK;
    }

    private void show(String id, long place) {
        try (Past past = Past.open(globals, globals.workplace())) {
            Run found = past.run(id);
            ItemLook item = past.ledger()
                    .look(found.id(), place)
                    .orElseThrow(() -> new Refusal(
                            Exit.NOTHING,
                            "run %s has no row %d; it has %d"
                                    .formatted(
                                            found.id(),
                                            place,
                                            past.ledger().counts(found.id()).rows()),
                            "give a position from 1 to that number"));
            ItemView view = new ItemView(found, item, past.ledger().calls(found.id(), place));
            globals.print(globals.json() ? JsonText.of(view.json()) : view.text());
        }
    }
}
