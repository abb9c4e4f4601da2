package io.cama.cli.work;

import io.cama.cli.check.BudgetCheck;
import io.cama.cli.check.JobCheck;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.flow.receipt.OutputNames;
import io.cama.flow.standing.Standing;
import io.cama.flow.standing.StandingBook;
import io.cama.llm.price.Money;
import io.cama.llm.price.Prices;
import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks before anything is started, so that a mistake costs a second and no money. */
public final class Preflight {
    private final Workplace place;

    public Preflight(Workplace place) {
        this.place = place;
    }

    /**
     * Makes sure that a job is sound and that its models can be asked.
     *
     * @param model overrides the prompts' models, or null
     */
    public Job job(String name, @Nullable String model) throws IOException {
        Job job = measurable(name, model);
        Standing.requireJob(Standing.require(new StandingBook(place.home())), name);
        Path folder = job.folder();
        if (folder != null) {
            JobCheck check = new JobCheck(place, job, folder);
            check.requireKeys(check.models(model));
        }
        return job;
    }

    /**
     * Makes sure that no call of the job could cost anything unknown, if there is a cap on what it may cost.
     *
     * @param capped whether the command sets a cap; the settings may as well
     */
    public void budget(Job job, @Nullable String model, boolean capped) throws IOException {
        Path folder = job.folder();
        boolean always = isSet("cama.budget.run") || isSet("cama.budget.day");
        if (folder != null && (capped || always)) {
            new BudgetCheck(place.settings(), Prices.read(place.home()))
                    .require(new JobCheck(place, job, folder).asked(), model);
        }
    }

    private boolean isSet(String key) {
        String text = place.settings().text(key);
        return !text.isBlank() && Money.parse(text) > 0;
    }

    /**
     * Makes sure that a job is sound; whether its models can be asked is left open.
     *
     * @param model overrides the prompts' models, or null
     */
    public Job measurable(String name, @Nullable String model) throws IOException {
        place.requireSoundSettings();
        Job job = place.folders().require(name);
        Path folder = job.folder();
        if (folder != null) {
            JobCheck check = new JobCheck(place, job, folder);
            Workplace.refuseErrors(check.findings());
            if (model == null) {
                Workplace.refuseErrors(check.modelFindings());
            }
            Workplace.refuseErrors(JobCheck.clashes(place, List.of(check)));
            check.requireProviders(check.models(model));
        }
        return job;
    }

    /** Makes sure that the routes of all jobs can be started together. */
    void all() throws IOException {
        place.requireSoundSettings();
        Workplace.refuseErrors(place.folders().findings());
        List<JobCheck> checks = new ArrayList<>();
        for (Job job : place.folders().jobs()) {
            Path folder = job.folder();
            if (folder != null) {
                checks.add(new JobCheck(place, job, folder));
            }
        }
        Workplace.refuseErrors(JobCheck.clashes(place, checks));
    }

    /** Makes sure that every file is one, and that no two would be published under one name. */
    static void inputs(List<Path> files) {
        Map<String, Path> names = new LinkedHashMap<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                throw new Refusal(
                        Exit.NO_INPUT,
                        file + " is a folder, and a file is needed",
                        "name the file in it, such as " + file.resolve("words.csv"));
            }
            if (!Files.exists(file)) {
                throw new Refusal(
                        Exit.NO_INPUT,
                        "there is no file " + file,
                        "check the path; a relative one starts at "
                                + Path.of("").toAbsolutePath());
            }
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new Refusal(Exit.NO_INPUT, file + " cannot be read", "give a regular file that you may read");
            }
            Path other = names.putIfAbsent(OutputNames.stem(String.valueOf(file.getFileName())), file);
            if (other != null) {
                throw new Refusal(
                        Exit.USAGE,
                        other + " and " + file + " would be published under the same name",
                        "rename one, or process them one after the other with different -o folders");
            }
        }
    }

    /** Makes sure that the home folder can be written to, or made. */
    public static void home(Path home) {
        writable(home, "the home folder " + home + " cannot be written", "name another home folder with -C");
    }

    /** Makes sure that a folder for outputs can be written to, or made. */
    public static void outbox(Path outbox) {
        writable(outbox, "the outputs cannot go to " + outbox, "name another folder with -o");
    }

    private static void writable(Path wanted, String refused, String otherwise) {
        Path existing = wanted.toAbsolutePath().normalize();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        boolean folder = Files.isDirectory(existing);
        if (!folder || !Files.isWritable(existing)) {
            throw new Refusal(
                    Exit.NO_OUTPUT,
                    refused + ", because " + existing + (folder ? " may not be written to" : " is a file"),
                    (folder ? "change its rights, or " : "") + otherwise);
        }
    }

    /** Makes sure that no output would take the place of an input, or of a file that nothing says is ours. */
    void outputs(List<Path> files, Path outbox, Job job) throws IOException {
        Map<Path, Path> inputs = new LinkedHashMap<>();
        for (Path file : files) {
            inputs.put(file.toRealPath(), file);
        }
        for (Path file : files) {
            for (Path output : published(file, outbox, job)) {
                Path input = Files.exists(output) ? inputs.get(output.toRealPath()) : null;
                if (input != null) {
                    throw new Refusal(
                            Exit.NO_OUTPUT,
                            input + " would be overwritten, because the outputs of " + file + " go to " + outbox
                                    + " and one of them has its name",
                            "name another folder with -o");
                }
            }
        }
        foreign(files, outbox, job);
    }

    private void foreign(List<Path> files, Path outbox, Job job) {
        Path folder = outbox.toAbsolutePath().normalize();
        for (Path file : files) {
            OutputNames.foreign(folder, String.valueOf(file.getFileName()), job.outputs(), place::runs)
                    .ifPresent(found -> {
                        throw new Refusal(
                                Exit.NO_OUTPUT,
                                found + " would be overwritten, and nothing says that it is of a run: no receipt"
                                        + " (*.run.json) lies beside it",
                                "move it away, or name another folder with -o");
                    });
        }
    }

    private static List<Path> published(Path file, Path outbox, Job job) {
        String name = OutputNames.plain(outbox, String.valueOf(file.getFileName()));
        List<Path> outputs = new ArrayList<>();
        job.outputs().forEach(format -> outputs.add(outbox.resolve(name + "." + format)));
        outputs.add(OutputNames.deadLetters(outbox, name));
        outputs.add(OutputNames.receipt(outbox, name));
        return outputs;
    }
}
