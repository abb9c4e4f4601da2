package io.cama.flow.run;

import io.cama.config.ConfigException;
import io.cama.flow.receipt.OutputNames;
import io.cama.ledger.Runs;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.model.Run;
import java.nio.file.Path;

/** Whether a run may begin: what it publishes must not take the place of a file that nothing says is ours. */
record FreeNames(Runs ledger) {
    /**
     * Makes sure of it, before anything is bought. A run that is loaded may have published before.
     *
     * @throws ConfigException with the file that is in the way
     */
    void require(Run run, Job job) {
        if (run.loaded()) {
            return;
        }
        OutputNames.foreign(
                        Path.of(run.outbox()), run.input(), job.outputs(), () -> ledger.runs(Integer.MAX_VALUE).stream()
                                .filter(other -> !other.id().equals(run.id()))
                                .toList())
                .ifPresent(found -> {
                    throw new ConfigException(Finding.error(
                            found.toString(),
                            0,
                            "would be overwritten, and nothing says that it is of a run: no receipt (*.run.json) lies"
                                    + " beside it",
                            "move it away, then resume"));
                });
    }
}
