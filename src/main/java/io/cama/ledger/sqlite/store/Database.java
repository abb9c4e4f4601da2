package io.cama.ledger.sqlite.store;

import io.cama.ledger.fault.LedgerException;
import io.cama.ledger.look.Pulse.Store;
import io.cama.ledger.sqlite.store.Session.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open ledger file. Safe for use by many threads. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final int READERS = 4;

    private final Path file;
    private final Readers readers;
    private final @Nullable Writer writer;
    private final @Nullable LedgerFile lock;

    private Database(Path file, Readers readers, @Nullable Writer writer, @Nullable LedgerFile lock) {
        this.file = file;
        this.readers = readers;
        this.writer = writer;
        this.lock = lock;
    }

    /**
     * Opens a file for reading and writing, making or migrating it if need be.
     *
     * @throws LedgerException if it is in use, damaged, no ledger, or made by a newer program
     */
    public static Database open(Path path, GroupCommit settings, Schema schema) {
        Path file = path.toAbsolutePath();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            LedgerFile lock = LedgerFile.lock(file);
            opened.push(lock);
            lock.ensure(schema);
            Integrity.requireAtStart(file, schema);
            Session writing = Session.writing(file);
            opened.push(writing);
            schema.upgrade(writing, file);
            List<Session> reading = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                reading.add(Session.reading(file));
                opened.push(reading.get(i));
            }
            return new Database(file, new Readers(file, reading), new Writer(file, writing, settings).start(), lock);
        } catch (SQLException | IOException | RuntimeException failure) {
            throw refused(file, failure, opened);
        }
    }

    /**
     * Opens a file that another process may be writing to.
     *
     * @throws LedgerException if it cannot be read, is no ledger, or has another version than {@code schema}
     */
    public static Database openReadOnly(Path path, Schema schema) {
        Path file = path.toAbsolutePath();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Integrity.requireFile(file);
            Session session = Session.readOnly(file);
            opened.push(session);
            schema.require(session, file);
            return new Database(file, new Readers(file, List.of(session)), null, null);
        } catch (SQLException | IOException | RuntimeException failure) {
            throw refused(file, failure, opened);
        }
    }

    /** Whether a process has the database open for writing, this one included. */
    public static boolean isInUse(Path path) {
        return LedgerFile.isLocked(path.toAbsolutePath());
    }

    private static LedgerException refused(Path file, Exception failure, Deque<AutoCloseable> opened) {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception second) {
                failure.addSuppressed(second);
            }
        }
        return failure instanceof LedgerException known
                ? known
                : new LedgerException(
                        "The ledger %s cannot be opened: %s%n  Do: check the file and its folder; a damaged ledger is %s"
                                .formatted(
                                        file,
                                        failure.getMessage(),
                                        "never replaced: put a backup in its place, or move it away and see cama ledger new"),
                        failure);
    }

    /** Writes in a transaction, together with what others write, and returns when it is durable. */
    public <T> T write(Work<T> work) {
        try {
            return writer().submit(work).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /**
     * Writes after what was given before and ahead of what is given after, without waiting for it. A failure is logged
     * as an error.
     *
     * @param what is written, for that error
     * @return completes when it is durable, or with that failure
     */
    public <T> CompletionStage<T> writeLater(String what, Work<T> work) {
        return writer().submit(work).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.error("The ledger {} could not take {}", file, what, failure);
            }
        });
    }

    /** Whether it was opened to look at only. */
    public boolean isReadOnly() {
        return writer == null;
    }

    /** Moves what the log holds into the file and gives the log's room back, which is up to 16 MB, or more where somebody reads without pause. */
    public void emptyLog() {
        try (Session session = Session.plain(file)) {
            session.first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1));
        } catch (SQLException refused) {
            throw Session.fault(file, String.valueOf(refused.getMessage()));
        }
    }

    private Writer writer() {
        if (writer == null) {
            throw new LedgerException("The ledger " + file + " was opened for reading only", null);
        }
        return writer;
    }

    /** Reads what is durable. */
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    /**
     * Reads more rows than memory should hold, a page at a time, for one thread.
     *
     * @param pageAfter reads the next rows above a position, in ascending order of it; the first is asked for above 0
     * @param position of a row
     */
    public <T> Iterator<T> pages(LongFunction<Work<List<T>>> pageAfter, ToLongFunction<T> position) {
        return readers.pages(pageAfter, position);
    }

    /** The connections and what they have done. */
    public Store stats() {
        return readers.stats(writer == null ? Writer.Done.NOTHING : writer.done());
    }

    /** Writes what is queued, closes the connections and lets another process have the file. */
    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
            readers.close();
            if (lock != null) {
                lock.close();
            }
        } catch (SQLException | IOException failure) {
            throw Session.fault(file, String.valueOf(failure.getMessage()));
        }
    }
}
