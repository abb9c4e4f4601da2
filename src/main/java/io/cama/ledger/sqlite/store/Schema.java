package io.cama.ledger.sqlite.store;

import io.cama.ledger.fault.LedgerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The numbered scripts that make the tables: script 1 first, then each later change. What a file has seen is noted in
 * it, and a file that has seen more than this program knows is left alone.
 */
public final class Schema {
    /** The schema of this version of the program. */
    public static final Schema CURRENT =
            new Schema(List.of("001-ledger.sql", "002-money.sql", "003-letters.sql", "004-rows.sql", "005-tasks.sql"));

    /** Marks a SQLite file as a ledger: "Cama" in ASCII. */
    private static final int APPLICATION_ID = 0x43616D61;

    private final List<String> scripts;

    /** Takes names of resources below {@code /io/cama/ledger/}; the first is number 1. */
    public Schema(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** Makes the tables in a new file. */
    void create(Session session) throws SQLException {
        session.script("PRAGMA application_id = " + APPLICATION_ID);
        session.script("CREATE TABLE migration (version INTEGER PRIMARY KEY, script TEXT NOT NULL)");
        migrate(session, 0);
    }

    /** Brings a file to this version, each step in a transaction of its own. */
    void upgrade(Session session, Path file) throws SQLException {
        migrate(session, version(session, file));
    }

    /** Refuses a file whose version is another than this one. */
    void require(Session session, Path file) throws SQLException {
        int version = version(session, file);
        if (version < scripts.size()) {
            throw new LedgerException(
                    "The ledger %s has version %d, this program reads version %d.%n  Do: start the program once on it"
                            .formatted(file, version, scripts.size()),
                    null);
        }
    }

    /** The number of scripts a file has seen; refuses what is no ledger or has seen more than this program knows. */
    int version(Session session, Path file) throws SQLException {
        int application =
                session.first("PRAGMA application_id", row -> row.getInt(1)).orElse(0);
        if (application != APPLICATION_ID) {
            throw new LedgerException(
                    "The file %s is a database, but no Cama ledger.%n  Do: name another file".formatted(file), null);
        }
        int version = session.first("SELECT coalesce(max(version), 0) FROM migration", row -> row.getInt(1))
                .orElse(0);
        if (version > scripts.size()) {
            throw new LedgerException(
                    "The ledger %s has version %d, this program knows up to %d.%n  Do: use the newer program"
                            .formatted(file, version, scripts.size()),
                    null);
        }
        return version;
    }

    private void migrate(Session session, int from) throws SQLException {
        for (int version = from + 1; version <= scripts.size(); version++) {
            String script = scripts.get(version - 1);
            session.begin();
            try {
                session.script(text(script));
                session.update("INSERT INTO migration (version, script) VALUES (?, ?)", version, script);
                session.commit();
            } catch (SQLException | RuntimeException failure) {
                session.rollback();
                throw failure;
            }
        }
    }

    private static String text(String script) {
        try (InputStream in = Schema.class.getResourceAsStream("/io/cama/ledger/" + script)) {
            if (in == null) {
                throw new IllegalStateException("the script " + script + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the script " + script + " cannot be read", unreadable);
        }
    }
}
