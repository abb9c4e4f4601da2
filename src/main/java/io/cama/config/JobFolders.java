package io.cama.config;

import io.cama.config.text.Listing;
import io.cama.config.text.Nearest;
import io.cama.model.Finding;
import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The jobs found in the folders named by {@code cama.jobs.dirs}, as they were when this was made. A job
 * with something wrong is not among {@link #jobs()} but in {@link #findings()}.
 */
public final class JobFolders {
    private static final String ROUTES = ".camel.yaml";

    private final Settings settings;
    private final Set<Path> bases = new LinkedHashSet<>();
    private final Map<String, Job> jobs = new TreeMap<>();
    private final Map<String, Path> folders = new HashMap<>();
    private final Map<String, Finding> broken = new HashMap<>();
    private final Map<String, Finding> unreadable = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * Looks for job folders below home, then below each root; of two jobs with one name below different
     * ones of these, the first is used.
     *
     * @param roots further folders that relative {@code cama.jobs.dirs} start at, strongest first, such as
     *     the current folder and the folder of the program
     */
    public JobFolders(Settings settings, List<Path> roots) {
        this.settings = settings;
        bases.add(settings.home());
        roots.forEach(root -> bases.add(root.toAbsolutePath().normalize()));
        Set<Path> seen = new HashSet<>();
        for (Path base : bases) {
            Map<String, String> here = new LinkedHashMap<>();
            for (String dir : settings.list("cama.jobs.dirs")) {
                readJobs(base.resolve(dir), here, seen);
            }
        }
    }

    private JobFolders(Settings settings, Path folder) {
        this.settings = settings;
        readFolder(folder, new LinkedHashMap<>());
    }

    /** What one folder holds, wherever it lies. */
    public static JobFolders in(Path folder, Settings settings) {
        return new JobFolders(settings, folder);
    }

    /** The same folders as they are now, looked at anew. */
    public JobFolders again() {
        return new JobFolders(settings, List.copyOf(bases));
    }

    /** The folders whose sub-folders may be jobs, whether they are there or not. */
    public List<Path> places() {
        return bases.stream()
                .flatMap(base -> settings.list("cama.jobs.dirs").stream().map(base::resolve))
                .toList();
    }

    /** All sound jobs, by name. */
    public List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    /** The sound job of that name. */
    public Optional<Job> job(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /**
     * The sound job of that name.
     *
     * @throws ConfigException saying what is wrong with the job, or which jobs there are
     */
    public Job require(String name) {
        Job job = jobs.get(name);
        if (job != null) {
            return job;
        }
        Finding problem = broken.getOrDefault(name, unreadable.get(name));
        if (problem != null) {
            throw new ConfigException(problem);
        }
        String near = Nearest.to(name, jobs.keySet())
                .map(other -> "did you mean " + other + "? ")
                .orElse("");
        String known = jobs.isEmpty() ? "there is none" : "there are " + String.join(", ", jobs.keySet());
        throw new ConfigException(Finding.error(
                "job \"" + name + "\"",
                0,
                "is not known; " + known,
                near + "jobs are folders in " + String.join(" and ", settings.list("cama.jobs.dirs")) + " below "
                        + settings.home()));
    }

    /** Where the prompts of a job are: beside its route, or for a route that is in no file the folder of its name. */
    public Optional<Path> folder(String name) {
        return job(name).map(Job::folder).or(() -> Optional.ofNullable(folders.get(name)));
    }

    /** What is wrong with route files and jobs, each with its file and line. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The route files in a job's folder, sorted by name; none for a job without a folder. */
    public List<Path> routeFiles(Job job) {
        return job.folder() == null ? List.of() : routes(job.folder());
    }

    private void readJobs(Path folder, Map<String, String> here, Set<Path> seen) {
        try {
            for (Path child : children(folder)) {
                if (seen.add(Listing.real(child))) {
                    readFolder(child, here);
                }
            }
        } catch (ConfigException unreadable) {
            findings.add(unreadable.finding());
        }
    }

    private void readFolder(Path folder, Map<String, String> here) {
        folders.putIfAbsent(folder.getFileName().toString(), folder);
        for (Path file : routes(folder)) {
            String shown = shown(file);
            JobYaml yaml = JobYaml.read(file, shown, settings);
            findings.addAll(yaml.findings());
            if (yaml.jobs().isEmpty() && !yaml.findings().isEmpty()) {
                unreadable.putIfAbsent(
                        String.valueOf(folder.getFileName()), yaml.findings().get(0));
            }
            yaml.jobs().forEach(found -> add(found, shown, here));
        }
    }

    private void add(JobYaml.Found found, String file, Map<String, String> here) {
        String earlier = here.putIfAbsent(found.name(), file + ":" + found.line());
        if (found.name().isEmpty()) {
            return;
        }
        if (earlier != null) {
            findings.add(Finding.error(
                    file,
                    found.line(),
                    "the job \"" + found.name() + "\" is already in " + earlier,
                    "give one of them another name"));
        } else if (!jobs.containsKey(found.name()) && !broken.containsKey(found.name())) {
            if (found.job() != null) {
                jobs.put(found.name(), found.job());
            } else if (found.problem() != null) {
                broken.put(found.name(), found.problem());
            }
        }
    }

    private List<Path> children(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private List<Path> routes(Path folder) {
        return list(folder).stream()
                .filter(file -> file.toString().endsWith(ROUTES) && Files.isRegularFile(file))
                .toList();
    }

    private List<Path> list(Path folder) {
        try {
            return Listing.of(folder);
        } catch (IOException unreadable) {
            throw new ConfigException(Finding.error(shown(folder), 0, "the folder cannot be read", "check its rights"));
        }
    }

    private String shown(Path path) {
        return path.startsWith(settings.home())
                ? settings.home().relativize(path).toString()
                : path.toString();
    }
}
