package io.cama.cli.dlq;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.KnownRuns;
import io.cama.ledger.Ledger;
import io.cama.ledger.letter.Letters.Head;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cama dlq list}: the dead letters, newest first. */
@Command(
        name = "list",
        description = {
            "List the dead letters, newest first, and say how many more there are.",
            "cama dlq show ID shows one with everything that is known about it."
        })
public final class ListCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Which which = new Which();

    @Option(names = "--limit", paramLabel = "N", description = "The most to list. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    public ListCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() {
        if (limit < 1 && spec != null) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, was " + limit);
        }
        List<Head> listed = new ArrayList<>();
        long more = 0;
        try (Ledger ledger = globals.workplace().past().orElse(null)) {
            if (ledger != null) {
                for (Iterator<Head> found = ledger.letters(which.selection(new KnownRuns(globals, ledger)));
                        found.hasNext(); ) {
                    Head head = found.next();
                    if (listed.size() < limit) {
                        listed.add(head);
                    } else {
                        more++;
                    }
                }
            }
        }
        if (globals.json()) {
            globals.print(JsonText.of(listed.stream().map(LetterText::json).toList()));
        } else {
            listed.forEach(head -> globals.print(LetterText.line(head)));
        }
        if (listed.isEmpty()) {
            globals.say("No dead letters.");
        } else if (more > 0) {
            globals.say("and " + more + " more: --limit " + (listed.size() + more));
        }
        return Exit.OK;
    }
}
