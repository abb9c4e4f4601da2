package io.cama.ops.check;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.config.text.Nearest;
import io.cama.input.options.InputOptions;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.ops.check.route.Clashes;
import io.cama.ops.check.route.ProgramRoutes;
import io.cama.ops.check.route.RouteFile;
import io.cama.ops.check.route.RouteFile.PromptUse;
import io.cama.ops.check.route.UsedId;
import io.cama.output.Outputs;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.page.HtmlTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everything that can be said about one job without asking a model or starting Camel. */
public final class JobProof {
    private static final String PROMPT = ".prompt";

    private final Settings settings;
    private final Job job;
    private final Path folder;
    private final PromptFolder prompts;
    private final List<Path> files;
    private final List<PromptUse> uses = new ArrayList<>();
    private final List<UsedId> ids = new ArrayList<>();
    private final List<Finding> routes = new ArrayList<>();
    private String description = "";

    /** Reads the route files and the prompts of a job that has a folder. */
    public JobProof(Settings settings, JobFolders folders, Job job, Path folder) throws IOException {
        this.settings = settings;
        this.job = job;
        this.folder = folder;
        this.prompts = new PromptFolder(folder);
        this.files = folders.routeFiles(job);
        for (Path file : files) {
            RouteFile route = RouteFile.read(file, shown(file));
            routes.addAll(route.findings());
            uses.addAll(route.prompts());
            ids.addAll(route.ids());
            description = description.isEmpty() ? route.description(job.name()) : description;
        }
    }

    /** What the job's route says it does; empty where it does not. */
    public String description() {
        return description;
    }

    /** The files that hold its routes. */
    public List<Path> routeFiles() {
        return files;
    }

    /** The prompts that its route names, in their order; a placeholder is left as it is. */
    public List<String> used() {
        return uses.stream().map(PromptUse::prompt).distinct().toList();
    }

    /** All prompts of its folder. */
    public PromptFolder prompts() {
        return prompts;
    }

    /** All that is wrong or doubtful, in the order a person would read the folder. */
    public List<Finding> findings() throws IOException {
        List<Finding> findings = new ArrayList<>(routes);
        List<String> known = prompts.names();
        for (PromptUse use : uses) {
            if (!known.contains(use.prompt()) && !use.prompt().contains("{{")) {
                findings.add(Finding.error(
                        use.file(),
                        use.line(),
                        "there is no prompt \"" + use.prompt() + "\"",
                        Nearest.hint(
                                use.prompt(),
                                known,
                                known.isEmpty()
                                        ? "add " + use.prompt() + PROMPT + " to " + shown(folder)
                                        : "there are " + String.join(", ", known))));
            }
        }
        findings.addAll(prompts.findings());
        findings.addAll(InputOptions.findings(folder));
        findings.addAll(Outputs.findings(folder, job.outputs()));
        findings.addAll(HtmlTemplates.findings(folder.resolve("html")));
        return findings;
    }

    /** What is wrong with the models that the prompts name; it does not matter to a run with {@code --model}. */
    public List<Finding> modelFindings() throws IOException {
        Set<String> asked = new LinkedHashSet<>();
        uses.forEach(use -> asked.add(use.prompt()));
        List<Finding> findings = new ArrayList<>();
        PromptModels models = new PromptModels(settings, prompts);
        for (String name : prompts.names()) {
            Path file = folder.resolve(name + PROMPT);
            findings.addAll(models.findings(name, asked, file, shown(file)));
        }
        return findings;
    }

    /**
     * Ids of routes and steps that stand twice in these jobs or the program's routes, which Camel refuses.
     *
     * @param program folder holding {@code routes/}; where there is none, those of the jar count
     */
    public static List<Finding> clashes(Path program, List<JobProof> jobs) throws IOException {
        List<UsedId> ids = new ArrayList<>();
        jobs.forEach(job -> ids.addAll(job.ids));
        return Clashes.of(ProgramRoutes.ids(program), ids);
    }

    private String shown(Path path) {
        return path.startsWith(settings.home())
                ? settings.home().relativize(path).toString()
                : path.toString();
    }
}
