package io.cama.ledger.sqlite.care;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The copies of SQLite's native library that the driver unpacks at each start and that a killed process leaves behind.
 * One that another process has loaded may go as well: where that would harm it, the system does not delete it.
 */
public final class NativeCopies {
    /** A younger copy may be about to be loaded. */
    private static final Duration STARTING = Duration.ofHours(1);

    private NativeCopies() {}

    /** Deletes the old ones in the driver's folder, as far as that can be done. */
    public static void clear(Instant now) {
        clear(Path.of(System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))), now);
    }

    static void clear(Path folder, Instant now) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, "sqlite-*sqlitejdbc*")) {
            for (Path copy : copies) {
                clearOne(copy, now);
            }
        } catch (IOException | SecurityException unreadable) {
            return; // nobody's work depends on it
        }
    }

    private static void clearOne(Path copy, Instant now) {
        try {
            Instant unpacked = Files.getLastModifiedTime(copy).toInstant();
            if (unpacked.isBefore(now.minus(STARTING))) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException inUseOrNotOurs) {
            return; // it stays
        }
    }
}
