package io.cama.cli.check;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.config.ModelName;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.ops.check.JobProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command wants to know of one job before it starts Camel: what is wrong with it, and whom it asks. */
public final class JobCheck {
    private final Workplace place;
    private final JobProof proof;

    /** Reads the route files and the prompts of a job that has a folder. */
    public JobCheck(Workplace place, Job job, Path folder) throws IOException {
        this.place = place;
        this.proof = new JobProof(place.settings(), place.folders(), job, folder);
    }

    /** What the job's route says it does; empty where it does not. */
    public String description() {
        return proof.description();
    }

    /** The prompts that its route names, in their order; a placeholder is left as it is. */
    public List<String> prompts() {
        return proof.used();
    }

    /** All that is wrong or doubtful, in the order a person would read the folder. */
    public List<Finding> findings() throws IOException {
        return proof.findings();
    }

    /** What is wrong with the models that the prompts name; it does not matter to a run with {@code --model}. */
    public List<Finding> modelFindings() throws IOException {
        return proof.modelFindings();
    }

    /** Ids of routes and steps that stand twice in these jobs or the program's routes, which Camel refuses. */
    public static List<Finding> clashes(Workplace place, List<JobCheck> jobs) throws IOException {
        return JobProof.clashes(
                place.program(), jobs.stream().map(job -> job.proof).toList());
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
                proof.prompts(),
                prompts().stream().filter(name -> !name.contains("{{")).toList());
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
}
