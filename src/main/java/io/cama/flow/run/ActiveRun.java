package io.cama.flow.run;

import io.cama.flow.watch.Watches;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptRenderer;
import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run being worked on, with what its items share.
 *
 * @param prompts of the job's folder, read once so that a run sees one version of them
 * @param size of its input in bytes
 * @param paused turns true once; then no more of its items are handed out or asked for
 * @param troubles that its items have met
 * @param urgency the rank of the item that goes out next, {@link io.cama.ledger.Items.Head#UNRANKED} where it has none;
 *     0 until that is known, so that it is found out at once
 * @param watches who is told of what happens to it
 */
public record ActiveRun(
        Run run,
        Job job,
        PromptFolder prompts,
        PromptRenderer renderer,
        long size,
        AtomicBoolean paused,
        Troubles troubles,
        AtomicInteger urgency,
        Watches watches) {
    /** One that nobody watches. */
    public ActiveRun(Run run, Job job, PromptFolder prompts) {
        this(run, job, prompts, new Watches());
    }

    ActiveRun(Run run, Job job, PromptFolder prompts, Watches watches) {
        this(
                run,
                job,
                prompts,
                prompts.renderer(),
                new File(run.source()).length(),
                new AtomicBoolean(),
                new Troubles(),
                new AtomicInteger(),
                watches);
    }

    /** The same as the ledger has it now. */
    public ActiveRun as(Run now) {
        return new ActiveRun(now, job, prompts, renderer, size, paused, troubles, urgency, watches);
    }

    /** It goes on after it made room for others. */
    ActiveRun again(Run now, Job by) {
        return new ActiveRun(now, by, prompts, renderer, size, new AtomicBoolean(), troubles, urgency, watches);
    }

    /** The folder its outputs go to. */
    Path outbox() {
        return Path.of(run.outbox());
    }

    public boolean isPaused() {
        return paused.get();
    }
}
