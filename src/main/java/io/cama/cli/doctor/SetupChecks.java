package io.cama.cli.doctor;

import io.cama.cli.check.Asked;
import io.cama.cli.check.JobCheck;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Workplace;
import io.cama.cli.steer.Standings;
import io.cama.flow.standing.Said;
import io.cama.llm.price.Prices;
import io.cama.model.Finding;
import io.cama.model.Finding.Severity;
import io.cama.model.Job;
import io.cama.ops.check.SettingsCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at what was configured: the settings, the price list, and the jobs. */
final class SetupChecks {
    private final Globals globals;
    private final Workplace place;
    private final List<Check> checks = new ArrayList<>();
    private final Set<String> models = new LinkedHashSet<>();

    SetupChecks(Globals globals, Workplace place) {
        this.globals = globals;
        this.place = place;
    }

    /** @param only the one job to look at, or null for all */
    List<Check> all(Prices prices, @Nullable String only) throws IOException {
        List<Finding> settings = new ArrayList<>(place.settings().findings());
        SettingsCheck.of(place.settings()).stream()
                .filter(finding -> !settings.contains(finding))
                .filter(finding -> !prices.findings().contains(finding))
                .forEach(settings::add);
        add("settings", settings, "sound");
        add("prices", prices.findings(), prices.all().size() + " models have one");
        List<Job> jobs =
                only == null ? place.folders().jobs() : List.of(place.folders().require(only));
        if (only == null) {
            add("jobs", place.folders().findings(), jobs.size() + " found");
        }
        standing();
        for (Job job : jobs) {
            Path folder = job.folder();
            if (folder != null) {
                job("job " + job.name(), new JobCheck(place, job, folder));
            }
        }
        return checks;
    }

    /** The models that the prompts of the jobs looked at may ask, fallbacks and canaries included. */
    Set<String> models() {
        return models;
    }

    /** What somebody said that holds over restarts, and that is easily forgotten. */
    private void standing() {
        Standings standings = Standings.of(place);
        Said maintenance = standings.orders().maintenance();
        if (standings.trouble() != null) {
            checks.add(Check.error(
                    "maintenance and paused jobs",
                    standings.trouble(),
                    "cama run does not start like that",
                    Exit.CONFIG));
        }
        if (maintenance != null) {
            checks.add(Check.warning(
                    "maintenance",
                    "no file is taken; set " + maintenance.text(),
                    globals.command("maintenance off") + ", when that is over"));
        }
        new TreeMap<>(standings.orders().jobs())
                .forEach((job, said) -> checks.add(
                        Check.warning("paused job " + job, "paused " + said.text(), globals.command("resume " + job))));
    }

    private void job(String name, JobCheck check) throws IOException {
        List<Finding> findings = new ArrayList<>(check.findings());
        findings.addAll(check.modelFindings());
        try {
            List<Asked> asked = check.asked();
            asked.forEach(prompt -> models.addAll(prompt.models()));
            add(name, findings, "sound, asks " + asked.size() + (asked.size() == 1 ? " prompt" : " prompts"));
        } catch (RuntimeException wrong) {
            Story story = Failures.known(wrong).orElseThrow(() -> wrong);
            if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
                add(name, findings, "");
            } else {
                checks.add(Check.warning(
                        name,
                        story.text().lines().findFirst().orElse(""),
                        "its models are not looked at; " + globals.command("validate") + " says more"));
            }
        }
    }

    private void add(String name, List<Finding> findings, String sound) {
        List<Finding> errors = with(Severity.ERROR, findings);
        List<Finding> warnings = with(Severity.WARNING, findings);
        if (!errors.isEmpty()) {
            checks.add(Check.error(name, told(errors, "error"), hint(errors.get(0)), Exit.CONFIG));
        } else if (!warnings.isEmpty()) {
            checks.add(Check.warning(name, told(warnings, "warning"), hint(warnings.get(0))));
        } else {
            checks.add(Check.ok(name, sound));
        }
    }

    private static List<Finding> with(Severity severity, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    private static String told(List<Finding> findings, String noun) {
        Finding first = findings.get(0);
        String where = first.line() == 0 ? first.file() : first.file() + ":" + first.line();
        String more = findings.size() == 1
                ? ""
                : "; and " + (findings.size() - 1) + " more " + noun + (findings.size() == 2 ? "" : "s");
        return where + ": " + first.message() + more;
    }

    private String hint(Finding finding) {
        return finding.hint() == null ? globals.command("validate") + " says all of it" : finding.hint();
    }
}
