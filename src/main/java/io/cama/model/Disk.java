package io.cama.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/**
 * What outlives a power cut: a file's content, then its name, then the folder that holds the name. Systems without
 * POSIX attributes cannot flush a folder; there the names are left to them.
 */
public final class Disk {
    private Disk() {}

    /** Brings a file's content to the disk. */
    public static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Brings the names in a folder to the disk. */
    public static void flushNames(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes a folder and what is missing above it; each lasts. */
    public static void makeFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            makeFolders(folder(folder));
            Files.createDirectories(folder);
            flushNames(folder(folder));
        }
    }

    /** Gives a file or folder another name on the same disk, in place of a file that had it; it lasts. Returns {@code to}. */
    public static Path move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        flushNames(folder(to));
        if (!folder(from).equals(folder(to))) {
            flushNames(folder(from));
        }
        return to;
    }

    /** Replaces a file as a whole, in a folder that is there; it lasts, and who reads meanwhile sees the old or the new. */
    public static void replace(Path file, byte[] content, FileAttribute<?>... attributes) throws IOException {
        write(file, content, true, attributes);
    }

    /** The same for what need not last: after a power cut the file may be old, or empty. */
    public static void swap(Path file, byte[] content, FileAttribute<?>... attributes) throws IOException {
        write(file, content, false, attributes);
    }

    private static void write(Path file, byte[] content, boolean lasts, FileAttribute<?>... attributes)
            throws IOException {
        Path fresh = Files.createTempFile(folder(file), "." + file.getFileName(), ".new", attributes);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                if (lasts) {
                    channel.force(true);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            if (lasts) {
                flushNames(folder(file));
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * The folder a file lies in.
     *
     * @throws IllegalArgumentException for the root of a file system
     */
    public static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return folder;
    }

    /** Whether files there have owners and rights in the manner of POSIX. */
    public static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
