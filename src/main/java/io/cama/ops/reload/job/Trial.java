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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Looks over a version of a job folder before it is taken up, as {@code cama validate} does, and has Camel read its
 * routes in a context of their own.
 *
 * @param program folder holding {@code routes/}, if there is one
 */
public record Trial(Settings settings, Path program) {
    private static final Pattern CONFIGURATION =
            Pattern.compile("\\b(route-?[cC]onfiguration|interceptSendToEndpoint)[\"']?\\s*:");

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
     * @param earlier versions of other jobs that only runs under way go through
     * @param before the version that would be replaced
     * @throws Addresses.Mixed if it cannot run beside another version
     */
    List<Finding> findings(
            Frozen files, Passed passed, List<Loaded> others, List<Loaded> earlier, @Nullable Loaded before)
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
            requireKept(passed.routeFiles(), before == null ? List.of() : before.routeFiles());
            findings.addAll(camel(files, passed.routeFiles(), others, earlier));
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

    /** Of beans, templates and the like there is one for all versions, and Camel would give it to those at work too. */
    private static void requireKept(List<Path> now, List<Path> before) throws IOException {
        if (!Parsed.kept(now).equals(Parsed.kept(before))) {
            throw new Addresses.Mixed("what its route files hold beside routes, such as beans or a routeTemplate,"
                    + " is new or has changed, and Camel keeps it until it ends");
        }
    }

    /** Camel never lets go of a configuration of routes, and one without a name is for the routes of all jobs. */
    private static void requireNoConfiguration(List<JobProof> proofs) throws IOException {
        for (JobProof proof : proofs) {
            for (Path file : proof.routeFiles()) {
                Matcher held = CONFIGURATION.matcher(Files.readString(file));
                if (held.find()) {
                    throw new Addresses.Mixed("it holds a " + held.group(1) + ", which Camel keeps until it ends");
                }
            }
        }
    }

    private static List<Finding> camel(Frozen files, List<Path> routeFiles, List<Loaded> others, List<Loaded> earlier)
            throws IOException {
        try (DefaultCamelContext scratch = new DefaultCamelContext()) {
            Addresses own = addresses(routeFiles, scratch);
            for (Loaded other : earlier) {
                String see = ", see " + other.files().live();
                requireUnnamed(own, other.routeFiles(), "a run of another job needs an address of its routes" + see);
            }
            for (Loaded other : others) {
                String see = ", see " + other.files().live();
                requireUnnamed(own, other.routeFiles(), "another job names an address of its routes" + see);
                if (!other.suffix().isEmpty()) {
                    Addresses theirs = addresses(other.routeFiles(), scratch);
                    requireUnnamed(theirs, routeFiles, "it names an address of another job that has changed" + see);
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

    private static Addresses addresses(List<Path> routeFiles, CamelContext scratch) throws Exception {
        return new Addresses(Parsed.ofVersion(routeFiles, scratch).routes());
    }

    private static void requireUnnamed(Addresses addresses, List<Path> files, String why) throws IOException {
        if (Parsed.values(files).stream().anyMatch(addresses::isNamedIn)) {
            throw new Addresses.Mixed(why);
        }
    }
}
