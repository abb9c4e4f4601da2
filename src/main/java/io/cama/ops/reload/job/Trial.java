package io.cama.ops.reload.job;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Causes;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.ops.check.JobProof;
import io.cama.ops.reload.name.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Looks over a version of a job folder before it is taken up, as {@code cama validate} does, and has Camel read its
 * routes in a context of their own.
 *
 * @param program folder holding {@code routes/}, if there is one
 */
public record Trial(Settings settings, Path program) {
    private static final Pattern CONFIGURATION = Pattern.compile("\\broute-?[cC]onfiguration[\"']?\\s*:");

    /** What a folder holds. */
    record Passed(JobFolders folders, List<Job> jobs, List<JobProof> proofs, List<Path> routeFiles) {}

    /** @param names of the jobs that count */
    Passed read(Frozen files, Set<String> names) throws IOException {
        JobFolders folders = JobFolders.in(files.copy(), settings);
        List<Job> jobs = folders.jobs().stream()
                .filter(job -> names.contains(job.name()))
                .toList();
        List<JobProof> proofs = new ArrayList<>();
        for (Job job : jobs) {
            proofs.add(new JobProof(settings, folders, job, files.copy()));
        }
        List<Path> routes = jobs.isEmpty() ? List.of() : folders.routeFiles(jobs.get(0));
        return new Passed(folders, jobs, proofs, routes);
    }

    /**
     * What is wrong or doubtful, said of the files that people write to.
     *
     * @param before the version that would be replaced
     * @throws Addresses.Mixed if it cannot run beside another version
     */
    List<Finding> findings(Frozen files, Passed passed, List<Loaded> others, @Nullable Loaded before)
            throws IOException {
        List<Finding> findings = new ArrayList<>(passed.folders().findings());
        for (JobProof proof : passed.proofs()) {
            findings.addAll(proof.findings());
            findings.addAll(proof.modelFindings());
        }
        List<JobProof> together = new ArrayList<>(passed.proofs());
        others.forEach(loaded -> together.addAll(loaded.proofs()));
        findings.addAll(JobProof.clashes(program, together));
        if (passed.jobs().isEmpty()) {
            findings.add(Finding.error(
                    files.copy().toString(),
                    0,
                    "there is no job in it any more",
                    "it was changed while it was looked at"));
        } else if (findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR)) {
            requireNoConfiguration(passed.proofs());
            requireNoConfiguration(before == null ? List.of() : before.proofs());
            findings.addAll(camel(files, passed.routeFiles(), others));
        }
        Path home = settings.home();
        return findings.stream()
                .map(finding -> files.ofLive(finding, home))
                .map(finding -> ofLive(finding, others, home))
                .distinct()
                .toList();
    }

    private static Finding ofLive(Finding finding, List<Loaded> others, Path home) {
        Finding said = finding;
        for (Loaded loaded : others) {
            said = loaded.files().ofLive(said, home);
        }
        return said;
    }

    /** Camel never lets go of a configuration of routes, and one without a name is for the routes of all jobs. */
    private static void requireNoConfiguration(List<JobProof> proofs) throws IOException {
        for (JobProof proof : proofs) {
            for (Path file : proof.routeFiles()) {
                if (CONFIGURATION.matcher(Files.readString(file)).find()) {
                    throw new Addresses.Mixed("it holds a routeConfiguration, which Camel keeps until it ends");
                }
            }
        }
    }

    private static List<Finding> camel(Frozen files, List<Path> routeFiles, List<Loaded> others) throws IOException {
        try (DefaultCamelContext scratch = new DefaultCamelContext()) {
            List<RouteDefinition> routes = JobRoutes.parse(routeFiles, scratch);
            Addresses addresses = new Addresses(routes);
            for (Loaded other : others) {
                for (Path file : other.proofs().get(0).routeFiles()) {
                    if (addresses.isNamedIn(Files.readString(file))) {
                        throw new Addresses.Mixed("another job names an address of its routes, see "
                                + other.files().live());
                    }
                }
            }
            return List.of();
        } catch (Addresses.Mixed | IOException asItIs) {
            throw asItIs;
        } catch (Exception refused) {
            return List.of(Finding.error(
                    files.copy().toString(), 0, "Camel cannot read its routes: " + Causes.describe(refused), null));
        }
    }
}
