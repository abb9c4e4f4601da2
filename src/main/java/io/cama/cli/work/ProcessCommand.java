package io.cama.cli.work;

import io.cama.cli.handover.HandOver;
import io.cama.cli.handover.Holder;
import io.cama.cli.measure.Measuring;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.flow.door.Errand;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms.Recall;
import io.cama.ops.Application;
import io.cama.ops.Order;
import io.cama.ops.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama process}: files through a job, followed to their end. */
@Command(
        name = "process",
        sortOptions = false,
        description = {
            "Put files through a job and wait for the outputs.",
            "Stop it at any moment; the same command goes on from there and buys nothing twice.",
            "Where cama run holds the home folder, that gets the files and this command waits for the outputs."
        },
        footer = {
            "",
            "Examples:",
            "  cama process words.csv --job korean-flashcards --model demo/any",
            "  cama process words.csv --job korean-flashcards --limit 5 -o out",
            "  cama process words.csv --job korean-flashcards --offline"
        })
public final class ProcessCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to work on. They are read, never changed.")
    private List<Path> files = List.of();

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "The job to put them through. Default: the job in whose folder they lie.")
    private String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the outputs. Default: outbox/<job> in the home folder.")
    private @Nullable Path output;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER/MODEL",
            description = "Ask this model instead of those the prompts name; demo/any needs no key.")
    private @Nullable String model;

    @Option(
            names = "--dry-run",
            description =
                    "Say how many calls, tokens and dollars it would take, and how long the limits make it; make no call.")
    private boolean dryRun;

    @Option(names = "--only-failed", description = "Ask only for the dead letters of an earlier run of the same file.")
    private boolean onlyFailed;

    @Mixin
    private RowWishes rows = new RowWishes();

    @Mixin
    private Wishes wishes = new Wishes();

    public ProcessCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec);
        check(command.commandLine());
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace(wishes::settings);
        name = name.isEmpty() ? place.jobOf(files) : name;
        Preflight.inputs(files);
        Path outbox = output == null ? place.outbox(name) : output;
        Preflight.home(place.home());
        Preflight.outbox(outbox);
        Preflight preflight = new Preflight(place);
        boolean calls = !dryRun && !wishes.offline();
        Job job = calls ? preflight.job(name, model) : preflight.measurable(name, model);
        rows.check(command.commandLine(), job);
        if (!wishes.offline()) {
            preflight.budget(job, model, wishes.capped());
        }
        preflight.outputs(files, outbox, job);
        List<String> given = command.root().commandLine().getParseResult().originalArgs();
        Map<Path, Story> refused = new LinkedHashMap<>();
        Purpose purpose = new Purpose(
                place.program(),
                Set.of(job.name()),
                dryRun ? Purpose.Mode.METER : Purpose.Mode.BATCH,
                wishes.concurrency());
        Batch batch = dryRun
                ? new Batch(globals, place, run -> resume(run, given), new Measuring(place.settings()))
                : new Batch(globals, place, run -> resume(run, given));
        if (!dryRun && new Holder(place.home(), place.ledger()).isThere()) {
            wishes.refuseForAnother(globals);
            return new HandOver(globals, place, run -> resume(run, given)).run(errands(job, outbox));
        }
        return batch.run(purpose, refused, (application, interruption) -> {
            List<String> runs = new ArrayList<>();
            for (Path file : files) {
                Batch.submit(application, file, (to, each) -> submit(to, each, job, outbox), runs, refused);
            }
            return runs;
        });
    }

    /** The same command; one that found no replies offline has to buy them. */
    private static String resume(Run run, List<String> given) {
        boolean lacksReplies = run.state() == RunState.PAUSED && run.terms().recall() == Recall.OFFLINE;
        return Globals.command(
                lacksReplies
                        ? given.stream()
                                .filter(word -> !word.equals("--offline"))
                                .toList()
                        : given);
    }

    /** The same, to be done by the process that holds the home folder. */
    private Map<Path, Errand> errands(Job job, Path outbox) {
        Map<Path, Errand> errands = new LinkedHashMap<>();
        for (Path file : files) {
            errands.put(
                    file,
                    new Errand(
                            Errand.Kind.PROCESS,
                            job.name(),
                            String.valueOf(file.getFileName()),
                            outbox.toAbsolutePath().normalize().toString(),
                            rows.limit(),
                            model,
                            wishes.terms(),
                            onlyFailed,
                            rows.options()));
        }
        return errands;
    }

    private Run submit(Application application, Path file, Job job, Path outbox) throws IOException {
        Order order = new Order(file, job.name(), outbox, rows.limit(), model, wishes.terms(), rows.options());
        if (!onlyFailed) {
            return application.submit(order);
        }
        return application
                .submitFailed(order)
                .orElseThrow(() -> new Refusal(
                        Exit.NOTHING,
                        "nothing of " + file + " has failed in job " + job.name(),
                        "leave out --only-failed to process it"));
    }

    private void check(CommandLine command) {
        wishes.check(command);
        rows.check(command);
        if (wishes.offline() && (onlyFailed || dryRun)) {
            throw new ParameterException(
                    command,
                    "--offline makes no call and leaves dead letters as they are; leave out "
                            + (dryRun ? "--dry-run" : "--only-failed"));
        }
        if (onlyFailed && dryRun) {
            throw new ParameterException(
                    command, "--only-failed and --dry-run do not go together; cama dlq list shows what failed");
        }
    }
}
