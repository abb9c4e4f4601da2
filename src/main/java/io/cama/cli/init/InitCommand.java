package io.cama.cli.init;

import io.cama.cli.check.JobCheck;
import io.cama.cli.schema.Schemas;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.ModelName;
import io.cama.flow.rows.ReadLimits;
import io.cama.model.Finding;
import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cama init}: a job of one's own, made from a file, that runs at once. */
@Command(
        name = "init",
        sortOptions = false,
        description = {
            "Make a job from a file: look it over, and write a route, a prompt, a deck and what else it takes",
            "into jobs/NAME. It runs at once on the demo endpoint; nothing that is there is written over."
        },
        footer = {
            "",
            "Examples:",
            "  cama init words.csv",
            "  cama init places.csv --template enrich --name places --model ollama/llama3.2",
            "  cama init --list"
        })
public final class InitCommand implements Callable<Integer> {
    private static final String EXAMPLE = "example.csv";

    private final Globals globals;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "CSV, TSV, JSON, JSONL or text. Without it the template's example is used.")
    private @Nullable Path file;

    @Option(names = "--template", paramLabel = "NAME", description = "What it begins as; see --list. Default: anki.")
    private String template = "anki";

    @Option(names = "--name", paramLabel = "NAME", description = "The job's name. Default: made from the file's.")
    private @Nullable String name;

    @Option(
            names = "--model",
            paramLabel = "PROVIDER/MODEL",
            description = "The model its prompt asks. Default: demo/any, which needs no key.")
    private String model = "demo/any";

    @Option(
            names = "--header",
            negatable = true,
            description = "The first line names the columns, or --no-header: it is a row. Default: found out.")
    private @Nullable Boolean header;

    @Option(names = "--list", description = "List the templates.")
    private boolean list;

    public InitCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            return list();
        }
        Template chosen = Template.named(template)
                .orElseThrow(() -> new Refusal(
                        Exit.USAGE,
                        "there is no template \"" + template + "\"",
                        "use one of " + String.join(", ", Template.words())));
        Workplace place = globals.workplace();
        place.settings().provider(ModelName.parse(model).provider());
        String job = name(chosen);
        NewFolder folder = new NewFolder(place, job);
        Made made =
                file == null ? ofExample(chosen, job, folder, place) : of(chosen, job, folder, place, readable(file));
        Schemas.write(folder.folder().resolveSibling(".schemas"));
        made.tell(globals, place.home());
        List<Finding> findings = findings(job, folder.folder());
        findings.forEach(finding -> globals.print(finding.toString()));
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR)
                ? Exit.INTERNAL
                : Exit.OK;
    }

    private Made of(Template chosen, String job, NewFolder folder, Workplace place, Path source) throws IOException {
        Table table = Table.read(source, ReadLimits.of(place.settings()), header, chosen.taken());
        String shown = String.valueOf(source.getFileName());
        Map<String, String> files = new JobText(chosen, job, table, shown, model).files();
        folder.write(files);
        return new Made(job, folder.folder(), List.copyOf(files.keySet()), source, table);
    }

    private Made ofExample(Template chosen, String job, NewFolder folder, Workplace place) throws IOException {
        Path copy = Files.writeString(Files.createTempFile("example", ".csv"), chosen.example());
        try {
            Table table = Table.read(copy, ReadLimits.of(place.settings()), header, chosen.taken());
            Map<String, String> files = new JobText(chosen, job, table, EXAMPLE, model).files();
            files.put(EXAMPLE, chosen.example());
            folder.write(files);
            Path example = folder.folder().resolve(EXAMPLE);
            return new Made(job, folder.folder(), List.copyOf(files.keySet()), example, table);
        } finally {
            Files.delete(copy);
        }
    }

    private int list() {
        Map<String, String> templates = new LinkedHashMap<>();
        for (Template each : Template.values()) {
            templates.put(each.word(), each.description());
        }
        if (globals.json()) {
            globals.print(JsonText.of(templates));
        } else {
            templates.forEach((word, description) -> globals.print("%-10s  %s".formatted(word, description)));
        }
        return Exit.OK;
    }

    private String name(Template chosen) {
        String told = name;
        if (told == null) {
            return SafeName.job(file == null ? chosen.word() : String.valueOf(file.getFileName()));
        }
        if (!SafeName.isJob(told)) {
            throw new Refusal(
                    Exit.USAGE, "\"" + told + "\" is no name for a job", "use up to 64 letters, digits, - and _");
        }
        return told;
    }

    private static Path readable(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Refusal(
                    Exit.NO_INPUT,
                    Files.exists(file) ? file + " cannot be read as a file" : "there is no file " + file,
                    "name a table such as words.csv");
        }
        return file;
    }

    /** What there is to say of the job as it is now; nothing, unless a template is at fault. */
    private List<Finding> findings(String job, Path folder) throws IOException {
        Workplace place = globals.workplace();
        Job made = place.folders().job(job).orElse(null);
        return made == null ? place.folders().findings() : new JobCheck(place, made, folder).findings();
    }
}
