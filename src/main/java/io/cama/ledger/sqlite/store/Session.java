package io.cama.ledger.sqlite.store;

import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A connection that keeps its prepared statements. For one thread at a time. */
public final class Session implements AutoCloseable {
    private static final int BUSY_MILLIS = 10_000;

    /** Reads the row a result stands on; columns count from 1. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Something to do in a transaction. It may be run a second time after a rollback. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** A connection as SQLite gives it: a rollback journal, everything synchronised. Makes the file if need be. */
    static Session plain(Path file) throws SQLException {
        return new Session(connect(file, new SQLiteConfig()));
    }

    /** The one connection that writes: a commit returns when the log is on the disk. */
    static Session writing(Path file) throws SQLException {
        return new Session(connect(file, new SQLiteConfig()))
                .pragmas(
                        "journal_mode = WAL",
                        "synchronous = FULL",
                        "fullfsync = 1",
                        "checkpoint_fullfsync = 1",
                        "wal_autocheckpoint = 4000",
                        "journal_size_limit = 16777216",
                        "cache_size = -32768");
    }

    /** A connection beside the writing one. */
    static Session reading(Path file) throws SQLException {
        return new Session(connect(file, new SQLiteConfig())).pragmas("query_only = 1", "cache_size = -8192");
    }

    /** A connection to a ledger that belongs to another process, which it cannot change. */
    static Session readOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return new Session(connect(file, config)).pragmas("cache_size = -8192");
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        config.setBusyTimeout(BUSY_MILLIS);
        config.setGetGeneratedKeys(false);
        return config.createConnection("jdbc:sqlite:" + file.toUri());
    }

    private Session pragmas(String... pragmas) throws SQLException {
        try {
            for (String pragma : pragmas) {
                script("PRAGMA " + pragma);
            }
            return this;
        } catch (SQLException refused) {
            close();
            throw refused;
        }
    }

    /** A failure of the ledger file as those who use the ledger see it. */
    static LocalFault fault(Path file, String seen) {
        return new LocalFault(Failure.of(Reason.LEDGER, "ledger " + file + ": " + seen));
    }

    /** Runs statements without parameters, separated by semicolons. */
    public void script(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Runs a statement and says how many rows it changed. */
    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        try {
            return bound(sql, arguments).executeUpdate();
        } catch (SQLException failure) {
            throw forgotten(sql, failure);
        }
    }

    /** The first row of a query, or of a statement that returns what it changed. */
    public <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        } catch (SQLException failure) {
            throw forgotten(sql, failure);
        }
    }

    /** All rows of a query. */
    public <T> List<T> all(String sql, Row<T> reader, @Nullable Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException failure) {
            throw forgotten(sql, failure);
        }
    }

    void begin() throws SQLException {
        update("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        update("COMMIT");
    }

    /** Undoes the open transaction, if the failure before has left one open. */
    void rollback() {
        try {
            update("ROLLBACK");
        } catch (SQLException none) {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** The driver finalises a statement that fails, so that it must be prepared anew. */
    private SQLException forgotten(String sql, SQLException failure) {
        PreparedStatement statement = statements.remove(sql);
        if (statement != null) {
            try {
                statement.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
        }
        return failure;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
