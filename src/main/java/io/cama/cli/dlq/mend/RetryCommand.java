package io.cama.cli.dlq.mend;

import io.cama.cli.check.JobCheck;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Batch;
import io.cama.cli.work.Logging;
import io.cama.cli.work.Preflight;
import io.cama.flow.choice.Retake;
import io.cama.flow.letter.LetGo;
import io.cama.flow.standing.Standing;
import io.cama.flow.standing.StandingBook;
import io.cama.model.Job;
import io.cama.model.Prompt;
import io.cama.model.Run;
import io.cama.ops.Purpose;
import io.cama.ops.control.Action;
import io.cama.ops.control.Done;
import io.cama.prompt.PromptFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cama dlq retry}: dead letters become pending again, and their runs are published anew. */
@Command(
        name = "retry",
        sortOptions = false,
        description = {
            "Ask again for dead letters, and publish the outputs of their runs anew.",
            "Only what has no answer is asked. How it is asked is kept with the items: stop at any moment, and",
            "cama resume goes on. The cost is added to the run's. A run that is paused goes on as a whole.",
            "Where cama run is at work, it asks, and this command waits for the outputs."
        },
        footer = {
            "",
            "Examples:",
            "  cama dlq retry 3f2a9c01d4e7-12",
            "  cama dlq retry --reason refused --model openai/gpt-4.1",
            "  cama dlq retry --job korean-flashcards --prompt-from flashcards=flashcards-short"
        })
public final class RetryCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Chosen letters = new Chosen();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "provider/model that is asked for what has no answer yet, in place of the prompts' own.")
    private @Nullable String model;

    @Option(
            names = "--prompt-from",
            paramLabel = "NAME=OTHER",
            description = "Fill the job's prompt OTHER in place of its prompt NAME; the answer stands under NAME.")
    private Map<String, String> prompts = Map.of();

    @Option(
            names = "--as-job",
            description = "Ask as the job says again. Without any of these, they are asked as they were last.")
    private boolean usual;

    public RetryCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        letters.require(command);
        boolean other = model != null || !prompts.isEmpty();
        if (usual && other) {
            throw new ParameterException(command, "--as-job goes with neither --model nor --prompt-from");
        }
        Retake retake = other ? new Retake(model, prompts) : usual ? Retake.NONE : null;
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace();
        LettersAtWork atWork = new LettersAtWork(globals, place);
        boolean held = atWork.isHeld();
        Orphans orphans = Orphans.of(place, letters.find(globals, place));
        Map<Run, List<Long>> chosen = orphans.jobs();
        for (Run run : chosen.keySet()) {
            check(place, run, held);
        }
        int exit = Exit.OK;
        if (!chosen.isEmpty()) {
            exit = held ? atWork.letGo(Action.LETTERS_RETRY, chosen, retake, run -> true) : here(place, chosen, retake);
        }
        orphans.name(globals, place);
        return orphans.exit(exit);
    }

    /** Works on them in this process. */
    private int here(Workplace place, Map<Run, List<Long>> chosen, @Nullable Retake retake) throws Exception {
        Set<String> jobs = chosen.keySet().stream().map(Run::job).collect(Collectors.toSet());
        return new Batch(globals, place, run -> globals.command("resume " + run.id()))
                .run(
                        new Purpose(place.program(), jobs, Purpose.Mode.BATCH, 0),
                        new LinkedHashMap<>(),
                        (application, interruption) -> {
                            chosen.forEach((run, positions) -> {
                                int gone = application.mend(new LetGo(run.id(), positions, false, retake));
                                place.note(new Done(
                                        Action.LETTERS_RETRY, run.id(), "", gone + " asked again", gone > 0, ""));
                            });
                            return chosen.keySet().stream().map(Run::id).toList();
                        });
    }

    /** @param held whether another process asks, with keys of its own, and jobs as they were when it read them */
    private void check(Workplace place, Run run, boolean held) throws IOException {
        if (held) {
            Standing.requireJob(Standing.require(new StandingBook(place.home())), run.job());
        }
        Job job = held
                ? place.folders().require(run.job())
                : new Preflight(place).job(run.job(), model == null ? run.model() : model);
        Preflight.outbox(Path.of(run.outbox()));
        Path folder = job.folder();
        if (folder != null && held && model != null) {
            new JobCheck(place, job, folder).requireProviders(Set.of(model));
        }
        if (folder == null || prompts.isEmpty()) {
            return;
        }
        PromptFolder known = new PromptFolder(folder);
        for (Map.Entry<String, String> each : prompts.entrySet()) {
            for (String name : List.of(each.getKey(), each.getValue())) {
                if (!known.names().contains(name)) {
                    throw new Refusal(
                            Exit.CONFIG,
                            "the job " + job.name() + " has no prompt \"" + name + "\"",
                            "there are " + String.join(", ", known.names()));
                }
            }
            Prompt prompt = known.prompt(each.getValue());
            if (!held && model == null && run.model() == null && prompt.model() != null) {
                new JobCheck(place, job, folder).requireKeys(Set.of(prompt.model()));
            }
        }
    }
}
