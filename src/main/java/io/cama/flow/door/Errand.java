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
 * @param wish of {@link Kind#WISH}, what is wanted, or null
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
        RowOptions options,
        @Nullable Wish wish) {
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

    /** An errand that is no wish. */
    public Errand(
            Kind kind,
            String job,
            String name,
            String outbox,
            long limit,
            @Nullable String model,
            Terms terms,
            boolean onlyFailed,
            RowOptions options) {
        this(kind, job, name, outbox, limit, model, terms, onlyFailed, options, null);
    }

    /**
     * Something that somebody wants done to the process or its runs.
     *
     * @param action its name, such as {@code run.pause}
     * @param object what it is to be done to, such as a run's id; may be empty
     * @param reason in the person's words; may be empty
     * @param who wants it
     * @param details what else there is to say, in the form of those who ask and do it, or null for nothing
     */
    public record Wish(
            String action,
            String object,
            String reason,
            String who,
            @Nullable String details) {
        /** One that says no more than that. */
        public Wish(String action, String object, String reason, String who) {
            this(action, object, reason, who, null);
        }
    }

    /** Asks for something to be done. */
    public static Errand of(Wish wish) {
        return new Errand(Kind.WISH, "", "", "", 0, null, Terms.USUAL, false, RowOptions.NONE, wish);
    }

    /** What can be asked for. */
    public enum Kind {
        /** Put a file through a job. */
        PROCESS,
        /** Finish the calls in flight and end. */
        DRAIN,
        /** Do what somebody wants done to the process or its runs. */
        WISH
    }

    /** Asks the process to end. */
    public static final Errand DRAIN = new Errand(Kind.DRAIN, "", "", "", 0, null, Terms.USUAL, false);
}
