package io.cama.flow.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Moves of files and folders, each durable when it returns. */
final class Moves {
    private Moves() {}

    /** Makes a folder and what is missing above it, each durable in its parent. */
    static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            make(folder(folder));
            Files.createDirectories(folder);
            sync(folder(folder));
        }
    }

    /** Moves a file within its file system; says where it lies now. */
    static Path move(Path file, Path target) throws IOException {
        make(folder(target));
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        sync(folder(target));
        sync(folder(file));
        return target;
    }

    /** The folder a file lies in. */
    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return folder;
    }

    /** Has the disk take what it was given of a file or folder. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a folder if it is empty. */
    static void prune(Path folder) throws IOException {
        try (Stream<Path> below = Files.list(folder)) {
            if (below.findAny().isPresent()) {
                return;
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.delete(folder);
    }
}
