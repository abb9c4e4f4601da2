package io.cama.cli.dlq;

import io.cama.cli.shell.KnownRuns;
import io.cama.cli.shell.Refusal;
import io.cama.ledger.letter.Letters.Selection;
import io.cama.model.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant; all that are given must hold. */
public final class Which {
    @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run, or the one that begins so.")
    private @Nullable String run;

    @Option(names = "--job", paramLabel = "JOB", description = "Only those of this job.")
    private @Nullable String job;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
    private @Nullable Reason reason;

    @Option(
            names = "--text",
            paramLabel = "WORDS",
            description = "Only those where each of these words is found in the item, the message or a raw reply.")
    private @Nullable String text;

    /** The run they are of, or null for any. */
    public @Nullable String run() {
        return run;
    }

    /** Whether anything was said beside the run. */
    public boolean narrows() {
        return job != null || reason != null || text != null;
    }

    /** Whether nothing was said. */
    public boolean saysNothing() {
        return run == null && !narrows();
    }

    /**
     * What is selected.
     *
     * @throws Refusal if the ledger has no such run
     */
    public Selection selection(KnownRuns runs) {
        return new Selection(
                run == null ? null : runs.require(run).id(),
                job,
                reason,
                text == null ? List.of() : List.of(text.strip().split("\\s+")));
    }
}
