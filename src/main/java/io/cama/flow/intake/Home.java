package io.cama.flow.intake;

import io.cama.input.options.UnreadableInput;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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

    /**
     * Takes a file out of the inbox to {@code work/in-…/<job>/<name>}. It is moved; one that has other names too, under
     * which it could be written to, or that lies on another device, is copied and then deleted.
     *
     * @throws UnreadableInput if it is being written to while it is copied; it stays where it is
     */
    public Path claim(Path file, String job) throws IOException {
        String folder = "in-" + UUID.randomUUID();
        Path target = work().resolve(folder).resolve(job).resolve(name(file));
        if (Names.count(file) == 1) {
            try {
                Disk.makeFolders(Disk.folder(target));
                return Disk.move(file, target);
            } catch (AtomicMoveNotSupportedException otherDevice) {
                discard(target);
            }
        }
        Path copied = work().relativize(copy(file, job)).getName(0);
        Disk.move(work().resolve(copied), work().resolve(folder));
        Files.deleteIfExists(file);
        Disk.flushNames(Disk.folder(file));
        return target;
    }

    /**
     * Copies a file that stays where it is to {@code work/copy-…/<job>/<name>}.
     *
     * @throws UnreadableInput if it is being written to meanwhile
     */
    public Path copy(Path file, String job) throws IOException {
        Path target = work().resolve("copy-" + UUID.randomUUID()).resolve(job).resolve(name(file));
        Disk.makeFolders(Disk.folder(target));
        BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
        Files.copy(file, target);
        Disk.flush(target);
        Disk.flushNames(Disk.folder(target));
        BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
        if (before.size() != after.size()
                || !before.lastModifiedTime().equals(after.lastModifiedTime())
                || !Objects.equals(before.fileKey(), after.fileKey())) {
            discard(target);
            throw new UnreadableInput(
                    name(file),
                    "it was changed while it was copied",
                    "give it again when nothing writes to it any more");
        }
        return target;
    }

    /** Moves a run's input to {@code done/<job>/}, beside whatever lies there under the same name. */
    public synchronized void done(Path file, String job) throws IOException {
        if (Files.exists(file)) {
            Path done = Names.free(root.resolve("done").resolve(job), name(file));
            Disk.makeFolders(Disk.folder(done));
            Disk.move(file, done);
            discard(file);
        }
    }

    /** Moves a file to {@code rejected/<job>/} with the reason, durable before it, beside it; says where it lies now. */
    public synchronized Path reject(Path file, String job, String reason) throws IOException {
        Path target = Names.free(root.resolve("rejected").resolve(job), Names.forReason(name(file)));
        Disk.makeFolders(Disk.folder(target));
        return Rejects.move(file, target, reason);
    }

    /** Deletes what is left of a claimed or copied file and its folders. What is not below {@code work/} stays. */
    public void discard(Path file) throws IOException {
        if (!isOurs(file)) {
            return;
        }
        Files.deleteIfExists(file);
        Path folder = Disk.folder(file);
        while (folder.startsWith(work()) && !folder.equals(work())) {
            prune(folder);
            folder = Disk.folder(folder);
        }
    }

    /** Links and dots in the path do not lead out of {@code work/}. */
    private boolean isOurs(Path file) throws IOException {
        try {
            Path folder = Disk.folder(file).toRealPath();
            Path work = work().toRealPath();
            return folder.startsWith(work) && !folder.equals(work);
        } catch (NoSuchFileException nothingThere) {
            return false;
        }
    }

    /**
     * Files that were claimed before the program died and are no run yet; copies of no run are deleted.
     *
     * @param sources the inputs of runs that are not over
     */
    public List<Path> orphans(Set<Path> sources) throws IOException {
        List<Path> files = inputs().stream().filter(p -> !sources.contains(p)).toList();
        for (Path file : files) {
            if (top(file).startsWith("copy-")) {
                discard(file);
            }
        }
        return files.stream().filter(file -> top(file).startsWith("in-")).toList();
    }

    /** The inputs in {@code work/}, of whichever run or of none, sorted. */
    List<Path> inputs() throws IOException {
        if (!Files.isDirectory(work())) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(work(), 3)) {
            return below.filter(p -> work().relativize(p).getNameCount() == 3)
                    .filter(p -> top(p).startsWith("in-") || top(p).startsWith("copy-"))
                    .filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Clears away what a process that was killed left half-made: folders it had not filled, files it had not written. */
    public void sweep() throws IOException {
        if (!Files.isDirectory(work())) {
            return;
        }
        List<Path> left;
        try (Stream<Path> below = Files.walk(work(), 2)) {
            left = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : left) {
            String top = path.equals(work()) ? "" : top(path);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                    && (top.startsWith("in-") || top.startsWith("copy-"))) {
                prune(path);
            } else if (top.startsWith(".") && top.endsWith(".new")) {
                Files.deleteIfExists(path);
            }
        }
    }

    private String top(Path file) {
        return work().relativize(file).getName(0).toString();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Deletes a folder if it is empty. */
    private static void prune(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException used) {
            // It goes with the last that lies in it.
        }
    }
}
