package io.cama.flow.run;

import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptRenderer;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run being worked on, with what its items share.
 *
 * @param prompts of the job's folder, read once so that a run sees one version of them
 * @param size of its input in bytes
 * @param paused turns true once; then no more of its items are handed out or asked for
 * @param troubles that its items have met
 */
public record ActiveRun(
        Run run,
        Job job,
        PromptFolder prompts,
        PromptRenderer renderer,
        long size,
        AtomicBoolean paused,
        Troubles troubles) {
    public ActiveRun(Run run, Job job, PromptFolder prompts) {
        this(
                run,
                job,
                prompts,
                prompts.renderer(),
                new File(run.source()).length(),
                new AtomicBoolean(),
                new Troubles());
    }

    /** The same as the ledger has it now. */
    public ActiveRun as(Run now) {
        return new ActiveRun(now, job, prompts, renderer, size, paused, troubles);
    }

    /** It goes on after it made room for others. */
    ActiveRun again(Run now, Job by) {
        return new ActiveRun(now, by, prompts, renderer, size, new AtomicBoolean(), troubles);
    }

    public boolean isPaused() {
        return paused.get();
    }
}
