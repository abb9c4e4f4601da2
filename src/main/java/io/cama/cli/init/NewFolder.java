package io.cama.cli.init;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.cli.shell.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of a job that is not there yet. It appears whole or not at all, and takes nobody's place. */
final class NewFolder {
    private final Path jobs;
    private final Path folder;

    /**
     * Finds its place: {@code jobs/<name>} below the home folder.
     *
     * @throws Refusal if there is a job or a folder of that name, or the place lies outside of the home folder
     */
    NewFolder(Workplace place, String name) throws IOException {
        List<String> dirs = place.settings().list("cama.jobs.dirs");
        String dir = dirs.contains("jobs") || dirs.isEmpty() ? "jobs" : dirs.get(dirs.size() - 1);
        this.jobs = place.home().resolve(dir).normalize();
        this.folder = jobs.resolve(name).normalize();
        if (!jobs.startsWith(place.home()) || !jobs.equals(folder.getParent()) || leadsOut(place.home())) {
            throw new Refusal(
                    Exit.REFUSED,
                    folder + " is not in the home folder " + place.home(),
                    "name another home folder with -C, or make " + jobs + " a folder of its own");
        }
        place.folders().folder(name).ifPresent(known -> {
            throw taken("the job " + name + " is already in " + known);
        });
        if (isThere(name)) {
            throw taken(folder + " is already there");
        }
    }

    private static Refusal taken(String seen) {
        return new Refusal(Exit.REFUSED, seen, "give another name with --name; nothing was written");
    }

    Path folder() {
        return folder;
    }

    /** Links do not lead out of the home folder. */
    private boolean leadsOut(Path home) throws IOException {
        return Files.exists(jobs) && Files.exists(home) && !jobs.toRealPath().startsWith(home.toRealPath());
    }

    /** In any case of its letters: some file systems do not tell them apart. */
    private boolean isThere(String name) throws IOException {
        if (!Files.isDirectory(jobs)) {
            return false;
        }
        String folded = name.toLowerCase(Locale.ROOT);
        try (Stream<Path> there = Files.list(jobs)) {
            return there.anyMatch(path ->
                    String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).equals(folded));
        }
    }

    /** Writes the files, by name, and then gives the folder its name. */
    void write(Map<String, String> files) throws IOException {
        Files.createDirectories(jobs);
        Path half = Files.createTempDirectory(jobs, ".new-");
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = half.resolve(file.getKey());
                Files.createDirectories(path.resolveSibling(""));
                Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
            }
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            if (half.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(jobs));
            }
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(half);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
