package io.cama.cli.dlq;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.ledger.DeadLetters.DeadLetterQuery;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cama dlq list}: the dead letters, newest first. */
@Command(name = "list", description = "List the dead letters, newest first.")
public final class ListCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run.")
    private @Nullable String run;

    @Option(names = "--job", paramLabel = "JOB", description = "Only those of this job.")
    private @Nullable String job;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
    private @Nullable Reason reason;

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
        try (Ledger ledger =
                SqliteLedger.openReadOnly(globals.workplace().ledger()).orElse(null)) {
            List<DeadLetter> letters =
                    ledger == null ? List.of() : ledger.deadLetters(new DeadLetterQuery(run, job, reason, limit));
            if (globals.json()) {
                globals.print(JsonText.of(letters.stream().map(Letters::json).toList()));
            } else {
                letters.forEach(letter -> globals.print(Letters.line(letter)));
            }
            if (letters.isEmpty()) {
                globals.say("No dead letters.");
            } else if (letters.size() == limit) {
                globals.say("There may be more: --limit " + 2L * limit);
            }
        }
        return Exit.OK;
    }
}
