package io.cama.cli.check;

import io.cama.cli.check.route.Clashes;
import io.cama.cli.check.route.ProgramRoutes;
import io.cama.cli.check.route.RouteFile;
import io.cama.cli.check.route.RouteFile.PromptUse;
import io.cama.cli.check.route.UsedId;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.ModelName;
import io.cama.config.text.Nearest;
import io.cama.input.options.InputOptions;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.output.Outputs;
import io.cama.prompt.PromptFolder;
import io.cama.prompt.page.HtmlTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can be said about one job without asking a model or starting Camel. */
public final class JobCheck {
    private static final String PROMPT = ".prompt";

    private final Workplace place;
    private final Job job;
    private final Path folder;
    private final PromptFolder prompts;
    private final List<PromptUse> uses = new ArrayList<>();
    private final List<UsedId> ids = new ArrayList<>();
    private final List<Finding> routes = new ArrayList<>();
    private String description = "";

    /** Reads the route files and the prompts of a job that has a folder. */
    public JobCheck(Workplace place, Job job, Path folder) throws IOException {
        this.place = place;
        this.job = job;
        this.folder = folder;
        this.prompts = new PromptFolder(folder);
        for (Path file : place.folders().routeFiles(job)) {
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

    /** The prompts that its route names, in their order; a placeholder is left as it is. */
    public List<String> prompts() {
        return uses.stream().map(PromptUse::prompt).distinct().toList();
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
        PromptModels models = new PromptModels(place.settings(), prompts);
        for (String name : prompts.names()) {
            Path file = folder.resolve(name + PROMPT);
            findings.addAll(models.findings(name, asked, file, shown(file)));
        }
        return findings;
    }

    /** Ids of routes and steps that stand twice in these jobs or the program's routes, which Camel refuses. */
    public static List<Finding> clashes(Workplace place, List<JobCheck> jobs) throws IOException {
        List<UsedId> ids = new ArrayList<>();
        jobs.forEach(job -> ids.addAll(job.ids));
        return Clashes.of(ProgramRoutes.ids(place.program()), ids);
    }

    /**
     * The models a run of the job will ask.
     *
     * @param override what {@code --model} says, or null
     * @throws Refusal if a prompt names none and there is no override
     */
    public Set<String> models(@Nullable String override) {
        if (override != null) {
            return Set.of(override);
        }
        Set<String> models = new LinkedHashSet<>();
        asked().forEach(asked -> models.addAll(asked.models()));
        return models;
    }

    /**
     * The prompts a run of the job asks, their canaries' ones included.
     *
     * @throws Refusal if one of them names no model
     */
    public List<Asked> asked() {
        return Asked.of(
                prompts,
                uses.stream()
                        .map(PromptUse::prompt)
                        .filter(name -> !name.contains("{{"))
                        .toList());
    }

    /**
     * Makes sure that the provider of every model is known.
     *
     * @throws io.cama.config.ConfigException if a name is wrong or a provider unknown
     */
    public void requireProviders(Set<String> models) {
        models.forEach(model -> place.settings().provider(ModelName.parse(model).provider()));
    }

    /**
     * Makes sure that every model can be asked: its provider is known and there is a key where one is needed.
     *
     * @throws Refusal with {@link Exit#NO_KEY} if a key is missing
     * @throws io.cama.config.ConfigException if a name is wrong or a provider unknown
     */
    public void requireKeys(Set<String> models) {
        for (String model : models) {
            String provider = ModelName.parse(model).provider();
            place.settings().provider(provider);
            place.settings().keyProblem(provider).ifPresent(problem -> {
                throw new Refusal(
                        Exit.NO_KEY,
                        model + " cannot be asked: " + problem.message() + " (" + problem.file() + ")",
                        (problem.hint() == null ? "set the key" : problem.hint())
                                + "; or try it without a key: --model demo/any");
            });
        }
    }

    private String shown(Path path) {
        return path.startsWith(place.home()) ? place.home().relativize(path).toString() : path.toString();
    }
}
