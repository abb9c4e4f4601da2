package io.cama.cli.work;

import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.model.Job;
import io.cama.ops.Application;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama process}: files through a job, followed to their end. */
@Command(
        name = "process",
        description = {
            "Put files through a job and wait for the outputs.",
            "Stop it at any moment; the same command goes on from there and buys nothing twice."
        },
        footer = {
            "",
            "Examples:",
            "  cama process words.csv --job korean-flashcards --model demo/any",
            "  cama process words.csv --job korean-flashcards --limit 5 -o out"
        })
public final class ProcessCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to work on. They are read, never changed.")
    private List<Path> files = List.of();

    @Option(names = "--job", paramLabel = "NAME", required = true, description = "The job to put them through.")
    private String name = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the outputs. Default: outbox/<job> in the home folder.")
    private @Nullable Path output;

    @Option(names = "--limit", paramLabel = "N", description = "Ask only the first N rows; the others are skipped.")
    private @Nullable Long limit;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Rows worked on at once, 1 to 1024, instead of what the job says.")
    private @Nullable Integer concurrency;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER/MODEL",
            description = "Ask this model instead of those the prompts name; demo/any needs no key.")
    private @Nullable String model;

    public ProcessCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec);
        checkNumbers(command);
        Logging.start(globals, "ERROR");
        Preflight.inputs(files);
        Workplace place = globals.workplace();
        Path outbox = output == null ? place.outbox(name) : output;
        Preflight.outbox(place.home());
        Preflight.outbox(outbox);
        Job job = new Preflight(place).job(name, model);
        Preflight.outputs(files, outbox, job);
        String resume =
                Globals.command(command.root().commandLine().getParseResult().originalArgs());
        Map<Path, Story> refused = new LinkedHashMap<>();
        return new Batch(globals, place, run -> resume)
                .run(
                        new Application.Purpose(
                                place.program(), Set.of(job.name()), false, concurrency == null ? 0 : concurrency),
                        refused,
                        (application, interruption) -> {
                            List<String> runs = new ArrayList<>();
                            for (Path file : files) {
                                Batch.submit(
                                        application,
                                        file,
                                        (to, each) ->
                                                to.submit(each, job.name(), outbox, limit == null ? 0 : limit, model),
                                        runs,
                                        refused);
                            }
                            return runs;
                        });
    }

    private void checkNumbers(CommandSpec command) {
        if (limit != null && limit < 1) {
            throw new ParameterException(
                    command.commandLine(), "--limit must be 1 or more, was " + limit + "; leave it out for all rows");
        }
        if (concurrency != null && (concurrency < 1 || concurrency > Job.MAX_CONCURRENCY)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--concurrency must be 1 to " + Job.MAX_CONCURRENCY + ", was " + concurrency);
        }
    }
}
