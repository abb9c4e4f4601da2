package io.cama.cli.back;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Preflight;
import io.cama.config.JobHash;
import io.cama.flow.publish.Edition;
import io.cama.flow.publish.ResultRows;
import io.cama.flow.receipt.OutputNames;
import io.cama.model.Counts;
import io.cama.model.Job;
import io.cama.model.LocalFault;
import io.cama.model.Run;
import io.cama.output.Outputs;
import io.cama.output.Publisher;
import io.cama.output.Publisher.Published;
import io.cama.output.RefusedOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cama export}: the results of a run as files, from the ledger alone. */
@Command(
        name = "export",
        sortOptions = false,
        description = {
            "Write the outputs of a run from the ledger, in any format, without a call.",
            "Of a run that is not over, it writes what is there so far, and the files say partial."
        },
        footer = {"", "Examples:", "  cama export 1a2b3c4d5e6f --format csv,apkg -o out"})
public final class ExportCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "As cama status shows it, or its beginning.")
    private String id = "";

    @Option(
            names = "--format",
            paramLabel = "FORMATS",
            split = ",",
            description = "json, jsonl, tsv, csv, md and apkg, separated by commas. Default: those of the job.")
    private List<String> formats = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Folder for the files. Default: where the run's outputs are.")
    private @Nullable Path output;

    @Option(names = "--replace", description = "Replace files that are there already and are none of this run's.")
    private boolean replace;

    public ExportCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        for (String format : formats) {
            if (!Outputs.names().contains(format)) {
                throw new ParameterException(
                        Objects.requireNonNull(spec).commandLine(),
                        "--format: there is no format \"" + format + "\"; use some of "
                                + String.join(",", Outputs.names()));
            }
        }
        Workplace place = globals.workplace();
        try (Past past = Past.open(globals, place)) {
            export(past, place, past.run(id));
        }
        return Exit.OK;
    }

    private void export(Past past, Workplace place, Run run) throws IOException {
        Job job = place.folders().require(run.job());
        Counts counts = past.ledger().counts(run.id());
        boolean partial = counts.pending() > 0 || !run.loaded();
        Path outbox = (output == null ? Path.of(run.outbox()) : output)
                .toAbsolutePath()
                .normalize();
        Preflight.outbox(outbox);
        boolean changed = job.folder() != null && !JobHash.of(job.folder()).equals(run.jobHash());
        if (changed && !partial && output == null) {
            throw new Refusal(
                    Exit.CONFIG,
                    "the job " + job.name() + " has changed since the run, and its files may have another form now",
                    "name a folder with -o, so that what was published stays as its receipt says");
        }
        String name = name(run, outbox, partial);
        List<String> wanted = formats.isEmpty() ? job.outputs() : formats;
        refuseForeign(run, outbox, name, wanted);
        List<Published> files = publish(past, run, job, outbox, name, wanted);
        if (globals.json()) {
            globals.print(JsonText.of(json(run, counts, partial, files)));
            return;
        }
        files.forEach(file -> globals.print(file.file().toString()));
        tell(run, counts, partial);
    }

    private List<Published> publish(Past past, Run run, Job job, Path outbox, String name, List<String> wanted)
            throws IOException {
        try {
            return new Publisher(outbox)
                    .publish(
                            name,
                            run.id() + "-export",
                            wanted,
                            Edition.of(past.ledger(), run, job),
                            () -> new ResultRows(past.ledger(), run.id()));
        } catch (RefusedOutputException refused) {
            throw new Refusal(Exit.CONFIG, String.valueOf(refused.getMessage()), "correct the job's files, or the row");
        } catch (LocalFault unwritable) {
            throw new Refusal(
                    Exit.NO_OUTPUT,
                    unwritable.failure().message(),
                    unwritable.failure().hint());
        }
    }

    /** The name the run's outputs have or would have; what is not whole never has the name of what is. */
    private static String name(Run run, Path outbox, boolean partial) {
        String plain = OutputNames.plain(outbox, run.input());
        String version = OutputNames.version(outbox, plain, run.id());
        if (partial) {
            return version + ".partial";
        }
        boolean taken = Files.exists(OutputNames.receipt(outbox, plain));
        return OutputNames.published(outbox, run).orElse(taken ? version : plain);
    }

    private void refuseForeign(Run run, Path outbox, String name, List<String> wanted) {
        boolean own = !name.equals(OutputNames.plain(outbox, run.input()))
                || OutputNames.published(outbox, run).isPresent();
        for (String format : wanted) {
            Path file = outbox.resolve(name + "." + format);
            if (!own && !replace && Files.exists(file)) {
                throw new Refusal(
                        Exit.NO_OUTPUT,
                        file + " is there already, and nothing says that it is of this run",
                        "name another folder with -o, or add --replace");
            }
        }
    }

    private void tell(Run run, Counts counts, boolean partial) {
        if (partial) {
            globals.say("Partial: %d of %d rows so far, %d pending. %s goes on with the run."
                    .formatted(counts.ok(), counts.rows(), counts.pending(), globals.command("resume " + run.id())));
        }
    }

    private static Map<String, Object> json(Run run, Counts counts, boolean partial, List<Published> files) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.id());
        json.put("partial", partial);
        json.put("rows", counts.rows());
        json.put("ok", counts.ok());
        json.put("pending", counts.pending());
        json.put("outputs", files.stream().map(ExportCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Published file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", file.format());
        json.put("file", file.file().toString());
        json.put("rows", file.rows());
        json.put("sha256", file.sha256());
        return json;
    }
}
