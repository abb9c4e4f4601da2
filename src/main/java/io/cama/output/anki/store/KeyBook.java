package io.cama.output.anki.store;

import io.cama.output.value.ContentDigest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts how often each identity has come by, in a file of its own, so that memory does not grow with their number. */
final class KeyBook implements Closeable {
    private final Path file;
    private final Connection connection;
    private final PreparedStatement count;

    KeyBook(Path file) throws SQLException {
        this.file = file;
        connection = DriverManager.getConnection(CollectionSchema.url(file));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA cache_size = -16384");
            statement.execute("CREATE TABLE seen (identity INTEGER PRIMARY KEY, times INTEGER NOT NULL)");
        }
        connection.setAutoCommit(false);
        count = connection.prepareStatement("INSERT INTO seen VALUES (?, 1) ON CONFLICT (identity) "
                + "DO UPDATE SET times = times + 1 RETURNING times");
    }

    /** The ordinal of this identity among equal ones, 1 for the first. */
    long ordinal(String identity) throws SQLException {
        count.setLong(1, ByteBuffer.wrap(ContentDigest.ofText(identity)).getLong());
        try (ResultSet result = count.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            count.close();
            connection.close();
        } catch (SQLException failed) {
            throw new IOException(failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
