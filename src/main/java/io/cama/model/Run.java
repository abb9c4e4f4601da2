package io.cama.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file through a job.
 *
 * @param id hash of what identifies the run: input, job, and whatever changes its rows or requests
 * @param input file name the outputs are named after
 * @param sha256 of the input's bytes, hex
 * @param jobHash of the job's route, prompts, schemas and deck, hex
 * @param source the private copy of the input below {@code work/}, absolute
 * @param outbox folder the outputs go to, absolute
 * @param limit how many rows are asked, 0 for all; the rest is skipped
 * @param model overrides the prompts' model, or null
 * @param terms what was said about it beside file and job
 * @param firstCall calls with smaller ids were made before it was given
 * @param rank lower goes first at every gate
 * @param turn order of acceptance, which breaks ties of rank
 * @param loaded whether every row of the input has become an item
 * @param pass how often its pending items have been gone through, from 1
 * @param calls made for it in the current submission
 * @param reason why it is paused or rejected, or null
 * @param inbox whether the input came from the inbox and moves on to {@code done/}
 * @param options what was said about its rows
 */
public record Run(
        String id,
        String job,
        String input,
        String sha256,
        String jobHash,
        String source,
        String outbox,
        long limit,
        @Nullable String model,
        Terms terms,
        long firstCall,
        int rank,
        long turn,
        RunState state,
        boolean loaded,
        int pass,
        long calls,
        @Nullable String reason,
        boolean inbox,
        Instant accepted,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable Instant resumeAt,
        RowOptions options) {
    /** A run of whose rows nothing was said. */
    public Run(
            String id,
            String job,
            String input,
            String sha256,
            String jobHash,
            String source,
            String outbox,
            long limit,
            @Nullable String model,
            Terms terms,
            long firstCall,
            int rank,
            long turn,
            RunState state,
            boolean loaded,
            int pass,
            long calls,
            @Nullable String reason,
            boolean inbox,
            Instant accepted,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable Instant resumeAt) {
        this(
                id,
                job,
                input,
                sha256,
                jobHash,
                source,
                outbox,
                limit,
                model,
                terms,
                firstCall,
                rank,
                turn,
                state,
                loaded,
                pass,
                calls,
                reason,
                inbox,
                accepted,
                started,
                ended,
                resumeAt,
                RowOptions.NONE);
    }

    /** The same run with other terms. */
    public Run with(Terms other) {
        return new Run(
                id, job, input, sha256, jobHash, source, outbox, limit, model, other, firstCall, rank, turn, state,
                loaded, pass, calls, reason, inbox, accepted, started, ended, resumeAt, options);
    }
}
