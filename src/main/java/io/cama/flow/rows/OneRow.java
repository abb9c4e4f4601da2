package io.cama.flow.rows;

import io.cama.config.JobHash;
import io.cama.flow.intake.Home;
import io.cama.flow.intake.RunIdentity;
import io.cama.flow.intake.Submission;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.model.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file, to be worked on alone. What it asks is what the whole file would ask for it, so that neither pays
 * for what the other has bought.
 *
 * @param input name of the file it comes from
 * @param position 1 for the first row of the file
 * @param line where it begins in the file, 1 for the first
 * @param fields as a JSON object
 */
public record OneRow(String input, long position, long line, String fields) {
    /**
     * Makes a run of it that has no other item. Nobody works on it before the application is told to go on with it.
     *
     * @param folder of the job
     * @param outbox where its outputs go
     * @param model overrides the prompts' models, or null
     */
    public Run accept(Ledger ledger, Home home, String job, Path folder, Path outbox, @Nullable String model)
            throws IOException {
        Path alone = Files.createTempDirectory("row").resolve(input);
        try {
            Files.writeString(alone, fields);
            Submission submission =
                    new Submission(home.copy(alone, job), input, job, outbox, 0, model, Terms.USUAL, false);
            Run run = RunIdentity.of(submission, JobHash.of(folder))
                    .ofRow(position)
                    .run(submission, Instant.now());
            Run accepted = ledger.accept(run);
            ledger.add(accepted.id(), List.of(NewItem.pending(position, line, fields)));
            ledger.loaded(accepted.id());
            return accepted;
        } finally {
            Files.deleteIfExists(alone);
            Files.deleteIfExists(alone.resolveSibling(""));
        }
    }
}
