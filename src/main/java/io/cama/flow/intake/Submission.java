package io.cama.flow.intake;

import io.cama.model.RowOptions;
import io.cama.model.Terms;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be worked on, before it is a run.
 *
 * @param file our own copy of it below {@code work/}, in a folder of its own
 * @param name the file's name as the user knows it
 * @param outbox where the outputs go
 * @param limit how many rows to ask, 0 for all
 * @param model overrides the prompts' model, or null
 * @param terms what was said about it beside file and job
 * @param inbox whether it came through the inbox
 * @param options what is said about its rows
 */
public record Submission(
        Path file,
        String name,
        String job,
        Path outbox,
        long limit,
        @Nullable String model,
        Terms terms,
        boolean inbox,
        RowOptions options) {
    /** A submission of whose rows nothing is said. */
    public Submission(
            Path file,
            String name,
            String job,
            Path outbox,
            long limit,
            @Nullable String model,
            Terms terms,
            boolean inbox) {
        this(file, name, job, outbox, limit, model, terms, inbox, RowOptions.NONE);
    }
}
