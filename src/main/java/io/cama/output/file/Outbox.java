package io.cama.output.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.cama.model.Disk;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder whose files get their names once they are whole. */
public record Outbox(Path folder) {
    /**
     * A name that stays in the folder.
     *
     * @throws IllegalArgumentException if it could lead out of it, or is hidden
     */
    public static String plain(String name) {
        boolean odd = name.isBlank() || name.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ');
        if (odd || name.startsWith(".")) {
            throw new IllegalArgumentException("\"" + name + "\" cannot name a file of the outbox");
        }
        return name;
    }

    /** The name a file of the folder has until it is whole. */
    public static Path temporary(Path file, String runId) {
        return file.resolveSibling("." + file.getFileName() + "." + runId + ".tmp");
    }

    /** Removes what an earlier process left of a run. */
    public void removeTemporaries(String runId) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*")) {
            for (Path file : files) {
                if (file.getFileName().toString().contains("." + runId + ".tmp")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Gives a file of the folder another name, in place of what had it. It lasts once the folder is flushed. */
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE);
    }

    /**
     * Gives a file of the folder a second name, in place of what had it: by a link, or by a copy where there are none.
     * It lasts once the folder is flushed.
     *
     * @param runId part of the temporary name
     */
    public void share(Path from, Path to, String runId) throws IOException {
        if (Files.isRegularFile(to, NOFOLLOW_LINKS) && Files.isSameFile(from, to)) {
            return;
        }
        Path temporary = temporary(to, runId);
        Files.deleteIfExists(temporary);
        try {
            Files.createLink(temporary, from);
        } catch (IOException | UnsupportedOperationException unlinked) {
            Files.copy(from, temporary, REPLACE_EXISTING);
            Disk.flush(temporary);
        }
        rename(temporary, to);
    }

    /** Brings the folder's names to the disk, where the system can. */
    public void flush() throws IOException {
        Disk.flushNames(folder);
    }
}
