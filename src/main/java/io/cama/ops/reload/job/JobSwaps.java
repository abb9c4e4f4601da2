package io.cama.ops.reload.job;

import io.cama.config.JobFolders;
import io.cama.config.JobHash;
import io.cama.flow.Causes;
import io.cama.model.Disk;
import io.cama.model.Finding;
import io.cama.model.Job;
import io.cama.ops.reload.name.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes up what changes in job folders, folder by folder. A new version is loaded beside the old one, which stays until
 * nobody works by it any more.
 */
public final class JobSwaps {
    private static final int TRIES = 20;

    private final JobFolders start;
    private final Set<String> wanted;
    private final Path home;
    private final InUse inUse;
    private final JobRoutes routes;
    private final Trial trial;

    /** @param wanted names of the jobs that count, empty for all */
    public JobSwaps(JobFolders start, Set<String> wanted, Path home, InUse inUse, JobRoutes routes, Trial trial) {
        this.start = start;
        this.wanted = wanted;
        this.home = home;
        this.inUse = inUse;
        this.routes = routes;
        this.trial = trial;
    }

    private Path copies() {
        return home.resolve("work").resolve("jobs");
    }

    /** Loads all that is sound, before the context starts. */
    public void first() throws Exception {
        Frozen.deleteTree(copies());
        for (Map.Entry<Path, Set<String>> folder : folders(start).entrySet()) {
            Frozen files = freeze(folder.getKey());
            Trial.Passed passed = trial.read(files, folder.getValue());
            inUse.put(routes.load(files, passed, "", false));
        }
    }

    private Frozen freeze(Path folder) throws IOException {
        for (int left = TRIES; ; left--) {
            try {
                return Frozen.of(folder, copies());
            } catch (Frozen.Unsettled changing) {
                if (left == 0) {
                    throw changing;
                }
            }
        }
    }

    /** The names of the wanted jobs, by their folders. */
    private Map<Path, Set<String>> folders(JobFolders all) {
        Map<Path, Set<String>> folders = new LinkedHashMap<>();
        for (Job job : all.jobs()) {
            if (job.folder() != null && (wanted.isEmpty() || wanted.contains(job.name()))) {
                folders.computeIfAbsent(job.folder(), none -> new HashSet<>()).add(job.name());
            }
        }
        return folders;
    }

    /**
     * Takes up whatever has changed.
     *
     * @return what was refused and why
     */
    public List<Finding> look() {
        JobFolders now = start.again();
        List<Finding> findings = new ArrayList<>(now.findings());
        Map<Path, Set<String>> present = folders(now);
        List<Loaded> gone = inUse.all().stream()
                .filter(loaded -> !present.containsKey(loaded.files().live()))
                .toList();
        present.forEach((folder, names) -> findings.addAll(look(folder, names, before(folder, names, gone))));
        for (Loaded loaded : gone) {
            // Where the jobs are in another folder now, that one has taken them over, or it is refused and they go on.
            if (present.values().stream()
                    .noneMatch(names -> loaded.names().stream().anyMatch(names::contains))) {
                findings.addAll(missing(loaded, now));
            }
        }
        return findings.stream().distinct().toList();
    }

    /** The version that one of these jobs in this folder would replace: that of the folder, or of the one it was before. */
    private @Nullable Loaded before(Path folder, Set<String> names, List<Loaded> gone) {
        return inUse.of(folder)
                .or(() -> gone.stream()
                        .filter(loaded -> loaded.names().stream().anyMatch(names::contains))
                        .findFirst())
                .orElse(null);
    }

    private List<Finding> look(Path folder, Set<String> names, @Nullable Loaded loaded) {
        try {
            boolean same = loaded != null
                    && loaded.files().live().equals(folder)
                    && loaded.files().hash().equals(JobHash.of(folder))
                    && names.equals(Set.copyOf(loaded.names()));
            return same ? List.of() : swap(folder, names, loaded);
        } catch (Frozen.Unsettled changing) {
            return List.of(Finding.warning(shown(folder), 0, "it is being written to", "reload when that is over"));
        } catch (Addresses.Mixed later) {
            return List.of(Finding.warning(
                    shown(folder),
                    0,
                    "the change cannot be taken up while the program runs: " + later.getMessage(),
                    "it takes effect on the next start"));
        } catch (Exception | LinkageError refused) {
            return List.of(Finding.error(shown(folder), 0, "Camel refuses it: " + Causes.describe(refused), null));
        }
    }

    private List<Finding> swap(Path folder, Set<String> names, @Nullable Loaded before) throws Exception {
        Frozen files = Frozen.of(folder, copies());
        try {
            Trial.Passed passed = trial.read(files, names);
            List<Finding> findings = trial.findings(files, passed, inUse.without(before), inUse.earlier(names), before);
            if (findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR)) {
                inUse.take(routes.load(files, passed, inUse.suffix(folder, names), true), before);
            }
            return findings;
        } finally {
            if (inUse.of(folder).filter(now -> now.files().equals(files)).isEmpty()) {
                InUse.delete(files);
            }
        }
    }

    private List<Finding> missing(Loaded loaded, JobFolders now) {
        Path folder = loaded.files().live();
        String below = shown(folder) + "/";
        String above = shown(Disk.folder(folder));
        if (now.findings().stream()
                .anyMatch(finding ->
                        finding.file().startsWith(below) || finding.file().equals(above))) {
            return List.of();
        }
        if (holdsRoutes(folder)) {
            return List.of(Finding.error(
                    shown(folder),
                    0,
                    "none of its route files holds the job " + String.join(", ", loaded.names())
                            + " any more; it goes on as it was",
                    "write the route, or remove the folder if nobody wants the job"));
        }
        inUse.drop(loaded);
        return List.of();
    }

    private static boolean holdsRoutes(Path folder) {
        try {
            return Files.isDirectory(folder)
                    && JobHash.files(folder).keySet().stream().anyMatch(name -> name.endsWith(".camel.yaml"));
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** Lets go of versions that nobody works by any more; {@code isOver} says it of a run's id. */
    public void tidy(Predicate<String> isOver) {
        inUse.tidy(isOver);
    }

    private String shown(Path folder) {
        return folder.startsWith(home) ? home.relativize(folder).toString() : folder.toString();
    }
}
