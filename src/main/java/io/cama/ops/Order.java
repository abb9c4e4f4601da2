package io.cama.ops;

import io.cama.flow.intake.Submission;
import io.cama.model.RowOptions;
import io.cama.model.Terms;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be worked on.
 *
 * @param file stays as it is
 * @param outbox where the outputs go
 * @param limit rows to ask, 0 for all
 * @param model overrides the prompts' models, or null
 * @param options what is said about its rows
 */
public record Order(
        Path file,
        String job,
        Path outbox,
        long limit,
        @Nullable String model,
        Terms terms,
        RowOptions options) {
    /** An order that says nothing about the rows. */
    public Order(Path file, String job, Path outbox, long limit, @Nullable String model, Terms terms) {
        this(file, job, outbox, limit, model, terms, RowOptions.NONE);
    }

    /** This order for a copy of its file. */
    public Submission submission(Path copy) {
        String name = String.valueOf(file.getFileName());
        return new Submission(copy, name, job, outbox.toAbsolutePath(), limit, model, terms, false, options);
    }
}
