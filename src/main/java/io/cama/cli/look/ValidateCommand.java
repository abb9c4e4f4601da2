package io.cama.cli.look;

import io.cama.cli.check.JobCheck;
import io.cama.cli.follow.Tally;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Workplace;
import io.cama.model.Finding;
import io.cama.model.Finding.Severity;
import io.cama.model.Job;
import io.cama.ops.check.SettingsCheck;
import io.cama.ops.check.route.Overrides;
import io.cama.ops.check.start.StartTrial;
import io.cama.ops.embed.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code cama validate}: everything that is wrong, each with its file and line, before anything is bought. */
@Command(
        name = "validate",
        description = {
            "Check the settings and the jobs: routes, prompts, input and output files.",
            "Camel makes each route as cama run does, and starts none of them."
        },
        footer = {"", "Exit code 0 when there is no error, 78 when there is one."})
public final class ValidateCommand implements Callable<Integer> {
    private final Globals globals;

    @Parameters(paramLabel = "JOB", arity = "0..*", description = "Jobs to check; all when none is named.")
    private List<String> names = List.of();

    public ValidateCommand(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Integer call() throws Exception {
        Workplace place = globals.workplace();
        List<Job> jobs = names.isEmpty()
                ? place.folders().jobs()
                : names.stream().map(place.folders()::require).toList();
        List<Finding> findings = new ArrayList<>(place.settings().findings());
        findings.addAll(SettingsCheck.of(place.settings()));
        if (names.isEmpty()) {
            findings.addAll(place.folders().findings());
            findings.addAll(Overrides.read(place.settings(), place.program(), Program.BEANS)
                    .findings());
        }
        List<JobCheck> checks = new ArrayList<>();
        for (Job job : jobs) {
            Path folder = job.folder();
            if (folder != null) {
                checks.add(new JobCheck(place, job, folder));
            }
        }
        for (JobCheck check : checks) {
            findings.addAll(check.findings());
            findings.addAll(check.modelFindings());
        }
        findings.addAll(JobCheck.clashes(place, checks));
        Set<String> wrong = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::file)
                .collect(Collectors.toSet());
        new StartTrial(place.settings(), place.program(), place.folders())
                .findings(jobs).stream()
                        .filter(finding -> !wrong.contains(finding.file()))
                        .forEach(findings::add);
        List<Finding> each = findings.stream().distinct().toList();
        report(jobs, each);
        return count(each, Severity.ERROR) > 0 ? Exit.CONFIG : Exit.OK;
    }

    private void report(List<Job> jobs, List<Finding> findings) {
        if (globals.json()) {
            globals.print(
                    JsonText.of(findings.stream().map(ValidateCommand::json).toList()));
        } else {
            findings.forEach(finding -> globals.print(finding.toString()));
        }
        globals.say(Tally.number(jobs.size(), "job") + ", "
                + Tally.number(count(findings, Severity.ERROR), "error") + ", "
                + Tally.number(count(findings, Severity.WARNING), "warning"));
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        json.put("file", finding.file());
        json.put("line", finding.line());
        json.put("message", finding.message());
        json.put("hint", finding.hint());
        return json;
    }
}
