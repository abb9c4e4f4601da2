package io.cama.ledger.sqlite.store;

import io.cama.ledger.fault.LedgerBusyException;
import io.cama.ledger.fault.LedgerException;
import io.cama.model.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;

/**
 * The file on the disk and the right to write to it. A new ledger is made aside and moved into place whole, so that an
 * empty or half-made file under its name is always damage and never taken for a new one.
 */
final class LedgerFile implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private LedgerFile(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the folders and takes the lock, which ends with this process at the latest. */
    static LedgerFile lock(Path path) throws IOException {
        Disk.makeFolders(Disk.folder(path));
        FileChannel channel =
                FileChannel.open(beside(path, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new LedgerFile(path, channel);
            }
        } catch (OverlappingFileLockException here) {
            channel.close();
            throw new LedgerBusyException(path, here);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
        channel.close();
        throw new LedgerBusyException(path, null);
    }

    /** Whether somebody has the right to write now. What cannot be found out counts as yes. */
    static boolean isLocked(Path path) {
        Path file = beside(path, ".lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock probe = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return probe == null;
        } catch (OverlappingFileLockException | IOException unknown) {
            return true;
        }
    }

    /** Makes the ledger if there is none. */
    void ensure(Schema schema) throws IOException, SQLException {
        if (Files.exists(path)) {
            return;
        }
        Path log = beside(path, "-wal");
        if (Files.exists(log)) {
            throw new LedgerException(
                    "The ledger %s is missing, but its log %s is there.%n  Do: put the ledger back, or move the log away"
                            .formatted(path, log.getFileName()),
                    null);
        }
        Path fresh = beside(path, ".new");
        for (String left : List.of("", "-journal", "-wal", "-shm")) {
            Files.deleteIfExists(beside(fresh, left));
        }
        Files.createFile(fresh);
        if (Disk.isPosix(path)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        try (Session session = Session.plain(fresh)) {
            schema.create(session);
            // Here, since changing it under the ledger's own name could leave a journal that who only reads cannot
            // undo.
            session.script("PRAGMA journal_mode = WAL");
        }
        Disk.move(fresh, path);
    }

    private static Path beside(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
