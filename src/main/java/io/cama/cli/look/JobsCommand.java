package io.cama.cli.look;

import io.cama.cli.check.JobCheck;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import io.cama.cli.steer.Standings;
import io.cama.flow.standing.Said;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.prompt.PromptSyntaxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code cama jobs}: which jobs there are, and what each of them does. */
@Command(
        name = "jobs",
        description =
                "List the jobs: what they do, their prompts, models and outputs, where they lie, what is wrong, which are paused.",
        footer = {"", "Exit code 0; 3 when there is none. cama validate judges them, cama init makes one."})
public final class JobsCommand implements Callable<Integer> {
    private final Globals globals;

    public JobsCommand(Globals globals) {
        this.globals = globals;
    }

    /**
     * What there is to say of a job.
     *
     * @param models every model that may be asked; empty where a prompt names none
     * @param paused who paused it, or null while it is at work
     */
    private record Entry(
            Job job,
            Path folder,
            String description,
            List<String> prompts,
            Set<String> models,
            @Nullable Said paused,
            List<Finding> findings) {
        static Entry of(Workplace place, Job job, Path folder, @Nullable Said paused) throws IOException {
            JobCheck check = new JobCheck(place, job, folder);
            List<Finding> findings = new ArrayList<>(check.findings());
            findings.addAll(check.modelFindings());
            return new Entry(job, folder, check.description(), check.prompts(), models(check), paused, findings);
        }

        private static Set<String> models(JobCheck check) {
            try {
                return check.models(null);
            } catch (Refusal | PromptSyntaxException amongTheFindings) {
                return Set.of();
            }
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", job.name());
            json.put("description", description);
            json.put("prompts", prompts);
            json.put("models", models);
            json.put("key", job.key());
            json.put("outputs", job.outputs());
            json.put("concurrency", job.concurrency());
            json.put("folder", folder.toString());
            json.put("paused", paused == null ? null : Standings.json(paused));
            json.put("findings", findings.stream().map(Finding::toString).toList());
            return json;
        }

        String text() {
            StringBuilder text = new StringBuilder(job.name());
            text.append(description.isEmpty() ? "" : ": " + description);
            text.append("\n  prompts: ").append(listed(prompts));
            text.append("\n  models:  ").append(listed(models));
            text.append("\n  outputs: ").append(listed(job.outputs()));
            text.append("\n  folder:  ").append(folder);
            if (paused != null) {
                text.append("\n  paused:  ").append(paused.text());
            }
            findings.forEach(
                    finding -> text.append("\n  ").append(finding.toString().replace("\n", "\n  ")));
            return text.toString();
        }

        private static String listed(Collection<String> words) {
            return words.isEmpty() ? "none" : String.join(", ", words);
        }
    }

    @Override
    public Integer call() throws IOException {
        Workplace place = globals.workplace();
        Standings standings = Standings.of(place);
        List<Entry> entries = new ArrayList<>();
        for (Job job : place.folders().jobs()) {
            Path folder = job.folder();
            if (folder != null) {
                entries.add(
                        Entry.of(place, job, folder, standings.orders().jobs().get(job.name())));
            }
        }
        if (globals.json()) {
            globals.print(JsonText.of(entries.stream().map(Entry::json).toList()));
        } else {
            entries.forEach(entry -> globals.print(entry.text()));
        }
        place.folders().findings().forEach(finding -> globals.say(finding.toString()));
        standings.sentences(globals).forEach(globals::say);
        if (entries.isEmpty()) {
            globals.say("There is no job. Make one:  " + globals.command("init YOUR.csv"));
        }
        return entries.isEmpty() ? Exit.NOTHING : Exit.OK;
    }
}
