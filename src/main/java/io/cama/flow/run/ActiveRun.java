package io.cama.flow.run;

import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.PromptRenderer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run being worked on, with what its items share.
 *
 * @param prompts of the job's folder, read once so that a run sees one version of them
 * @param paused turns true once; then no more of its items are handed out or asked for
 */
public record ActiveRun(Run run, Job job, PromptFolder prompts, PromptRenderer renderer, AtomicBoolean paused) {
    public ActiveRun(Run run, Job job, PromptFolder prompts) {
        this(run, job, prompts, prompts.renderer(), new AtomicBoolean());
    }

    public boolean isPaused() {
        return paused.get();
    }
}
