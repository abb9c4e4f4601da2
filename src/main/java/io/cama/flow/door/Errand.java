package io.cama.flow.door;

import io.cama.model.RowOptions;
import io.cama.model.Terms;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a process asks of the one that holds the home folder.
 *
 * @param kind what is to be done; all else is said for {@link Kind#PROCESS} alone
 * @param job the file is for, or empty
 * @param name of the file, as the user knows it, or empty
 * @param outbox absolute folder for the outputs, or empty
 * @param limit rows to ask, 0 for all
 * @param model overrides the prompts' models, or null
 * @param onlyFailed whether only the dead letters of an earlier run of the file are asked for
 * @param options what is said about the file's rows
 */
public record Errand(
        Kind kind,
        String job,
        String name,
        String outbox,
        long limit,
        @Nullable String model,
        Terms terms,
        boolean onlyFailed,
        RowOptions options) {
    /** An earlier version of the program says nothing about the rows. */
    public Errand {
        options = Objects.requireNonNullElse(options, RowOptions.NONE);
    }

    /** An errand that says nothing about the rows. */
    public Errand(
            Kind kind,
            String job,
            String name,
            String outbox,
            long limit,
            @Nullable String model,
            Terms terms,
            boolean onlyFailed) {
        this(kind, job, name, outbox, limit, model, terms, onlyFailed, RowOptions.NONE);
    }

    /** What can be asked for. */
    public enum Kind {
        /** Put a file through a job. */
        PROCESS,
        /** Finish the calls in flight and end. */
        DRAIN
    }

    /** Asks the process to end. */
    public static final Errand DRAIN = new Errand(Kind.DRAIN, "", "", "", 0, null, Terms.USUAL, false);
}
