package io.cama.output.anki.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The shape of a collection in schema 11, which every Anki since 2.0 and every reader of packages knows. */
public final class CollectionSchema {
    /** One fixed form of the file; a half-written one is thrown away, so that nothing needs a journal. */
    static final List<String> SETTINGS = List.of(
            "PRAGMA page_size = 4096",
            "PRAGMA auto_vacuum = NONE",
            "PRAGMA encoding = 'UTF-8'",
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA locking_mode = EXCLUSIVE",
            "PRAGMA cache_size = -65536");

    static final List<String> TABLES = List.of(
            """
            CREATE TABLE col (id INTEGER PRIMARY KEY, crt INTEGER NOT NULL, mod INTEGER NOT NULL, scm INTEGER NOT NULL,
              ver INTEGER NOT NULL, dty INTEGER NOT NULL, usn INTEGER NOT NULL, ls INTEGER NOT NULL, conf TEXT NOT NULL,
              models TEXT NOT NULL, decks TEXT NOT NULL, dconf TEXT NOT NULL, tags TEXT NOT NULL)""",
            """
            CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT NOT NULL, mid INTEGER NOT NULL, mod INTEGER NOT NULL,
              usn INTEGER NOT NULL, tags TEXT NOT NULL, flds TEXT NOT NULL, sfld INTEGER NOT NULL, csum INTEGER NOT NULL,
              flags INTEGER NOT NULL, data TEXT NOT NULL)""",
            """
            CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER NOT NULL, did INTEGER NOT NULL, ord INTEGER NOT NULL,
              mod INTEGER NOT NULL, usn INTEGER NOT NULL, type INTEGER NOT NULL, queue INTEGER NOT NULL,
              due INTEGER NOT NULL, ivl INTEGER NOT NULL, factor INTEGER NOT NULL, reps INTEGER NOT NULL,
              lapses INTEGER NOT NULL, left INTEGER NOT NULL, odue INTEGER NOT NULL, odid INTEGER NOT NULL,
              flags INTEGER NOT NULL, data TEXT NOT NULL)""",
            """
            CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid INTEGER NOT NULL, usn INTEGER NOT NULL, ease INTEGER NOT NULL,
              ivl INTEGER NOT NULL, lastIvl INTEGER NOT NULL, factor INTEGER NOT NULL, time INTEGER NOT NULL,
              type INTEGER NOT NULL)""",
            "CREATE TABLE graves (usn INTEGER NOT NULL, oid INTEGER NOT NULL, type INTEGER NOT NULL)");

    static final List<String> INDEXES = List.of(
            "CREATE INDEX ix_notes_usn ON notes (usn)",
            "CREATE INDEX ix_notes_csum ON notes (csum)",
            "CREATE INDEX ix_cards_usn ON cards (usn)",
            "CREATE INDEX ix_cards_nid ON cards (nid)",
            "CREATE INDEX ix_cards_sched ON cards (did, queue, due)",
            "CREATE INDEX ix_revlog_usn ON revlog (usn)",
            "CREATE INDEX ix_revlog_cid ON revlog (cid)");

    private CollectionSchema() {}

    /** The address of a database file, whatever characters its name has. */
    public static String url(Path file) {
        return "jdbc:sqlite:file:" + file.toUri().getRawPath();
    }

    /** First four bytes of the SHA-1 of a note's first field without HTML, by which Anki finds equal notes. */
    static long checksum(String firstField) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(firstField.getBytes(UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(sha1).getInt());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-1", missing);
        }
    }
}
