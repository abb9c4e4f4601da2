package io.cama.cli.prompt;

import io.cama.cli.prompt.version.JobVersions;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.work.Logging;
import io.cama.cli.work.Preflight;
import io.cama.flow.rows.OneRow;
import io.cama.model.Job;
import io.cama.model.RowOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

/** {@code cama prompt}: what a model is asked, without asking it unless told to. */
@Command(
        name = "prompt",
        sortOptions = false,
        description = {
            "Show what a model would be asked: of a row by a job, or by one .prompt file. No call is made without",
            "--send. Also shows earlier versions of a job, what they would ask, and brings one back."
        },
        footer = {
            "",
            "Examples:",
            "  cama prompt words --row 1 --input words.csv",
            "  cama prompt words --row 1 --input words.csv --send --prompt card",
            "  cama prompt words --versions",
            "  cama prompt words --row 1 --diff 1a2b3c4d5e6f",
            "  cama prompt words --rollback 1a2b3c4d5e6f",
            "  cama prompt samples/korean-flashcards/nuance.prompt --data '{\"term\": \"눈치\"}'"
        })
public final class PromptCommand implements Callable<Integer> {
    private final Globals globals;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "JOB|FILE", description = "A job, or a file whose name ends in .prompt.")
    private String what = "";

    @Option(names = "--row", paramLabel = "N", description = "The row, 1 for the first. Default: 1.")
    private @Nullable Long row;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description =
                    "Where the row is. Default: the input of the job's latest run, else an example in its folder.")
    private @Nullable Path input;

    @Option(names = "--data", paramLabel = "JSON", description = "The item, a JSON object, or @FILE that holds one.")
    private @Nullable String data;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "With --input or --data: the value of one of the job's parameters. May be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--prompt", paramLabel = "NAME", description = "Show this prompt of the job only.")
    private @Nullable String prompt;

    @Option(names = "--model", paramLabel = "PROVIDER/MODEL", description = "As if it were asked instead.")
    private @Nullable String model;

    @Option(names = "--send", description = "Ask what the ledger does not know yet, and show the answers.")
    private boolean send;

    @Option(names = "--diff", paramLabel = "OLD", description = "What an earlier version of the job asked otherwise.")
    private @Nullable String diff;

    @Option(names = "--versions", description = "List the versions of the job that runs have used.")
    private boolean versions;

    @Option(names = "--rollback", paramLabel = "OLD", description = "Bring the job's files back to a version.")
    private @Nullable String rollback;

    @Option(names = "--context", paramLabel = "JSON", description = "FILE only: values for @variables, or @FILE.")
    private String context = "{}";

    @Option(
            names = "--history",
            paramLabel = "JSON",
            description = "FILE only: earlier turns, a list of {\"role\": …, \"content\": …}, or @FILE.")
    private String history = "[]";

    public PromptCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        if (what.endsWith(FilePrompt.ENDING)) {
            return new FilePrompt(globals, Path.of(what)).show(data == null ? "{}" : data, context, history);
        }
        if (Files.exists(Path.of(what)) && what.matches(".*[/.].*")) {
            throw new Refusal(
                    Exit.NO_INPUT,
                    what + (Files.isDirectory(Path.of(what)) ? " is a folder" : " is no .prompt file"),
                    "name a job, or a .prompt file such as JOB/nuance.prompt");
        }
        check();
        Logging.start(globals, "ERROR");
        Workplace place = globals.workplace();
        if (versions || rollback != null) {
            JobVersions kept = new JobVersions(globals, place, place.folders().require(what));
            return rollback == null ? kept.list() : kept.bringBack(rollback);
        }
        Preflight preflight = new Preflight(place);
        Job job = send ? preflight.job(what, model) : preflight.measurable(what, model);
        OneRow one = new RowSource(place, job, row == null ? 1 : row, new RowOptions(parameters, Map.of()))
                .find(input, data);
        RowPrompt shown = new RowPrompt(globals, place, job, one, model);
        return diff == null
                ? shown.show(send, prompt)
                : shown.difference(new JobVersions(globals, place, job).find(diff), prompt);
    }

    private void check() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (row != null && row < 1) {
            throw new ParameterException(command.commandLine(), "--row must be 1 or more, was " + row);
        }
        if (!parameters.isEmpty() && input == null && data == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--param changes the rows of a file or item that is given; add --input FILE or --data");
        }
        if (diff != null && send) {
            throw new ParameterException(
                    command.commandLine(), "--diff makes no call; leave out --send, or send first and compare then");
        }
        if (input != null && data != null) {
            throw new ParameterException(command.commandLine(), "--input and --data both give the row; leave one out");
        }
    }
}
