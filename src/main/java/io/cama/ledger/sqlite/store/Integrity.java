package io.cama.ledger.sqlite.store;

import io.cama.model.LocalFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/** Whether a ledger file is whole, as far as SQLite can tell. What is written inside of a row it cannot judge. */
public final class Integrity {
    /** Up to this size, in bytes, the structure is checked whole at each start: about a tenth of a second. */
    private static final long CHECKED = 32L << 20;

    private static final int MOST_PROBLEMS = 20;
    private static final int HEADER = 100;

    private Integrity() {}

    /**
     * Looks whether the file can be trusted, in bounded time: its kind and version, its length, and up to 32 MB its
     * structure.
     *
     * @throws SQLException if it is damaged
     */
    static void requireAtStart(Path file, Schema schema) throws SQLException, IOException {
        requireFile(file);
        try (Session session = Session.plain(file)) {
            schema.version(session, file);
            if (Files.size(file) <= CHECKED) {
                String verdict = session.first("PRAGMA quick_check(1)", row -> row.getString(1))
                        .orElse("");
                if (!verdict.equals("ok")) {
                    throw new SQLException(verdict);
                }
            }
        }
    }

    /** Refuses what cannot be a whole ledger by what the file system says of it. */
    static void requireFile(Path file) throws SQLException, IOException {
        if (Files.isDirectory(file)) {
            throw new SQLException("it is a folder");
        }
        if (Files.size(file) == 0) {
            throw new SQLException("the file is empty");
        }
        requireLength(file);
    }

    /**
     * Reads the whole file and compares it with its indexes.
     *
     * @return what is wrong, the first twenty; empty for nothing
     * @throws io.cama.ledger.fault.LedgerException if it cannot be read at all
     */
    public static List<String> problems(Path file) {
        try (Database database = Database.openReadOnly(file, Schema.CURRENT)) {
            List<String> verdict = database.read(
                    session -> session.all("PRAGMA integrity_check(" + MOST_PROBLEMS + ")", row -> row.getString(1)));
            return verdict.equals(List.of("ok")) ? List.of() : verdict;
        } catch (LocalFault unreadable) {
            return List.of(unreadable.failure().message());
        }
    }

    /**
     * A file that is shorter than its header says has lost its end. The header counts only while no log is beside it,
     * which may hold newer pages. Format: sqlite.org/fileformat2.html, section 1.3.
     */
    private static void requireLength(Path file) throws SQLException, IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        if (Files.exists(log) && Files.size(log) > 0) {
            return;
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(header, 0);
            boolean counted = header.position() == HEADER && header.getInt(24) == header.getInt(92);
            int size = Short.toUnsignedInt(header.getShort(16));
            long bytes = Integer.toUnsignedLong(header.getInt(28)) * (size == 1 ? 65_536 : size);
            if (counted && channel.size() < bytes) {
                throw new SQLException(
                        "it has %d bytes and should have %d: its end is missing".formatted(channel.size(), bytes));
            }
        }
    }
}
