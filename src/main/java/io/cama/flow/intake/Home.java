package io.cama.flow.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The home folder: every move of an input file, each durable before the next. */
public final class Home {
    private final Path root;

    /** @param root holds {@code inbox/ work/ outbox/ done/ rejected/} */
    public Home(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    public Path outbox(String job) {
        return root.resolve("outbox").resolve(job);
    }

    private Path work() {
        return root.resolve("work");
    }

    /** Moves a file out of the inbox to {@code work/in-…/<job>/<name>}. */
    public Path claim(Path file, String job) throws IOException {
        return move(file, work().resolve("in-" + UUID.randomUUID()).resolve(job).resolve(name(file)));
    }

    /** Copies a file that stays where it is to {@code work/copy-…/<job>/<name>}. */
    public Path copy(Path file, String job) throws IOException {
        Path target = work().resolve("copy-" + UUID.randomUUID()).resolve(job).resolve(name(file));
        Files.createDirectories(folder(target));
        Files.copy(file, target);
        sync(target);
        return target;
    }

    /** Moves a run's input to {@code done/<job>/}, beside whatever lies there under the same name. */
    public void done(Path file, String job) throws IOException {
        if (Files.exists(file)) {
            move(file, free(root.resolve("done").resolve(job), name(file)));
            discard(file);
        }
    }

    /** Moves a file to {@code rejected/<job>/} with the reason beside it; says where it lies now. */
    public Path reject(Path file, String job, String reason) throws IOException {
        Path target = free(root.resolve("rejected").resolve(job), name(file));
        Files.createDirectories(folder(target));
        Files.writeString(target.resolveSibling(target.getFileName() + ".reason.txt"), reason + "\n");
        return move(file, target);
    }

    /** Deletes what is left of a claimed or copied file and its folders. */
    public void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
        Path folder = folder(file);
        while (folder.startsWith(work()) && !folder.equals(work())) {
            prune(folder);
            folder = folder(folder);
        }
    }

    /**
     * Files that were claimed before the program died and are no run yet; copies of no run are deleted.
     *
     * @param sources the inputs of runs that are not over
     */
    public List<Path> orphans(Set<Path> sources) throws IOException {
        if (!Files.isDirectory(work())) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(work(), 3)) {
            List<Path> files = below.filter(p -> work().relativize(p).getNameCount() == 3)
                    .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                    .filter(p -> !sources.contains(p))
                    .sorted()
                    .toList();
            for (Path file : files) {
                if (top(file).startsWith("copy-")) {
                    discard(file);
                }
            }
            return files.stream().filter(file -> top(file).startsWith("in-")).toList();
        }
    }

    private String top(Path file) {
        return work().relativize(file).getName(0).toString();
    }

    private static Path free(Path folder, String name) {
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        Path target = folder.resolve(name);
        for (int n = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); n++) {
            target = folder.resolve(name.substring(0, dot) + "-" + n + name.substring(dot));
        }
        return target;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Makes a folder and what is missing above it, each durable in its parent. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            make(folder(folder));
            Files.createDirectories(folder);
            sync(folder(folder));
        }
    }

    private static Path move(Path file, Path target) throws IOException {
        make(folder(target));
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder(target));
        sync(folder(file));
        return target;
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return folder;
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void prune(Path folder) throws IOException {
        try (Stream<Path> below = Files.list(folder)) {
            if (below.findAny().isPresent()) {
                return;
            }
        } catch (java.nio.file.NoSuchFileException e) {
            return;
        }
        Files.delete(folder);
    }
}
