package io.cama.cli.dlq;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.KnownRuns;
import io.cama.cli.shell.Refusal;
import io.cama.ledger.Ledger;
import io.cama.model.DeadLetter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama dlq show}: one dead letter with everything that is known about it. */
@Command(
        name = "show",
        description = "Show one dead letter: its item, the reason, what to do, and what the model said.")
public final class ShowCommand implements Callable<Integer> {
    private final Globals globals;

    @Parameters(paramLabel = "ID", description = "As cama dlq list shows it.")
    private String id = "";

    public ShowCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        try (Ledger ledger = globals.workplace().past().orElseThrow(this::nothing)) {
            DeadLetter letter =
                    ledger.deadLetter(new KnownRuns(globals, ledger).letter(id)).orElseThrow(this::nothing);
            LetterText text = new LetterText(ledger, letter);
            globals.print(globals.json() ? JsonText.of(text.json()) : text.text());
        }
        return Exit.OK;
    }

    private Refusal nothing() {
        return new Refusal(
                Exit.NOTHING, "there is no dead letter " + id, globals.command("dlq list") + " shows those there are");
    }
}
