package io.cama.ops.reload.job;

import io.cama.config.version.Versions;
import io.cama.flow.run.Jobs;
import io.cama.flow.version.JobVersion;
import io.cama.flow.version.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions of job folders that are loaded: of each the one for new runs, and those that runs still go through. */
public final class InUse {
    private static final Logger LOG = LoggerFactory.getLogger(InUse.class);
    private static final int MANY = 1000;

    /** With many runs under way, each of which is looked up, nanoseconds between looks. */
    private static final long SELDOM = 30_000_000_000L;

    private final Path home;
    private final Jobs jobs;
    private final Shelf shelf;
    private final Versions versions;
    private final JobRoutes routes;
    private final Map<Path, Loaded> current = new TreeMap<>();
    private final List<Loaded> old = new ArrayList<>();
    private long tidied = System.nanoTime() - SELDOM;

    /** @param versions keeps what is replaced, for a rollback */
    public InUse(Path home, Jobs jobs, Versions versions, JobRoutes routes) {
        this.home = home;
        this.jobs = jobs;
        this.shelf = jobs.shelf();
        this.versions = versions;
        this.routes = routes;
    }

    /** The versions for new runs. */
    List<Loaded> all() {
        return List.copyOf(current.values());
    }

    /** That of a folder. */
    Optional<Loaded> of(Path folder) {
        return Optional.ofNullable(current.get(folder));
    }

    /** The versions for new runs, but for one. */
    List<Loaded> without(@Nullable Loaded one) {
        return current.values().stream().filter(loaded -> !loaded.equals(one)).toList();
    }

    /** What runs of other jobs still go through although there is a newer version, or none any more. */
    List<Loaded> earlier(Set<String> names) {
        return old.stream()
                .filter(loaded -> Collections.disjoint(loaded.names(), names))
                .toList();
    }

    /** The first suffix that no version at work of the same folder or jobs has. */
    String suffix(Path folder, Set<String> names) {
        List<Loaded> all = new ArrayList<>(old);
        all.addAll(current.values());
        Set<String> used = new HashSet<>();
        all.stream()
                .filter(loaded -> loaded.files().live().getFileName().equals(folder.getFileName())
                        || loaded.names().stream().anyMatch(names::contains))
                .forEach(loaded -> used.add(loaded.suffix()));
        String suffix = "";
        for (int number = 2; used.contains(suffix); number++) {
            suffix = ".v" + number;
        }
        return suffix;
    }

    /**
     * From now on new runs go through this version, and what takes from outside the program is its. If that fails nothing
     * is left of it, and all goes on as it was.
     *
     * @param before the version that it replaces, which may be of a folder that is gone
     */
    void take(Loaded loaded, @Nullable Loaded before) throws Exception {
        boolean taken = false;
        try {
            makeInboxes(loaded);
            routes.outward().pass(before, loaded);
            taken = true;
        } finally {
            if (!taken) {
                routes.remove(loaded);
            }
        }
        publish(loaded);
        if (before != null) {
            current.remove(before.files().live(), before);
            retire(before);
        }
        LOG.info(
                "Job {} {} version {}",
                String.join(", ", loaded.names()),
                before == null ? "is new, in" : "goes on in",
                loaded.shown());
    }

    /** From now on new runs go through this version, the first of its folder. */
    void put(Loaded loaded) throws IOException {
        makeInboxes(loaded);
        publish(loaded);
    }

    private void makeInboxes(Loaded loaded) throws IOException {
        for (String name : loaded.names()) {
            Files.createDirectories(home.resolve("inbox").resolve(name));
        }
    }

    private void publish(Loaded loaded) {
        loaded.jobs().forEach(jobs::put);
        current.put(loaded.files().live(), loaded);
    }

    /** From now on its jobs take no more runs. */
    void drop(Loaded loaded) {
        current.remove(loaded.files().live());
        routes.outward().stopAll(loaded);
        retire(loaded);
        LOG.info("Job {} is gone and takes no more files", String.join(", ", loaded.names()));
    }

    /** Its jobs that no other version has taken over are gone, and what is left of it is for the runs that go through it. */
    private void retire(Loaded before) {
        for (JobVersion version : before.jobs()) {
            String name = version.job().name();
            if (shelf.current(name).filter(version::equals).isPresent()) {
                shelf.remove(name);
            }
            versions.keep(name, before.files().copy(), Instant.now());
        }
        old.add(before);
    }

    /** Lets go of versions that nobody works by any more. */
    void tidy(Predicate<String> isOver) {
        boolean many = shelf.holders() >= MANY;
        if (many ? System.nanoTime() - tidied < SELDOM : old.isEmpty()) {
            return;
        }
        tidied = System.nanoTime();
        shelf.releaseAll(isOver);
        for (Loaded loaded : List.copyOf(old)) {
            if (loaded.jobs().stream().noneMatch(shelf::isWanted) && !routes.isBusy(loaded)) {
                routes.remove(loaded);
                old.remove(loaded);
                delete(loaded.files());
            }
        }
    }

    /** Nobody needs these files any more. */
    static void delete(Frozen files) {
        try {
            files.delete();
        } catch (IOException e) {
            LOG.warn("Cannot delete {}, which nobody needs any more: {}", files.copy(), e.toString());
        }
    }
}
