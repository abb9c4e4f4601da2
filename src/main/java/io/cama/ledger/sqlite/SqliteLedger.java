package io.cama.ledger.sqlite;

import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.ledger.sqlite.store.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Opens a ledger that is one SQLite file. */
public final class SqliteLedger {
    private SqliteLedger() {}

    private record Open(Database db, InstantSource clock)
            implements Ledger, RunTable, ItemTable, DeadLetterTable, ReplyTable, ContentTable {
        @Override
        public void close() {
            db.close();
        }
    }

    /**
     * Opens a ledger for reading and writing, and makes it, readable by its owner only, if there is none.
     *
     * @throws io.cama.ledger.LedgerBusyException if it is open for writing already
     * @throws io.cama.ledger.LedgerException if it is damaged, no ledger, or made by a newer program
     */
    public static Ledger open(Path file, InstantSource clock, GroupCommit settings) {
        Open ledger = new Open(Database.open(file, settings, Schema.CURRENT), clock);
        ledger.db.write(s -> s.update(
                "INSERT INTO opening (at, first_call) SELECT ?, coalesce(max(id), 0) + 1 FROM call", clock.millis()));
        return ledger;
    }

    /**
     * Opens a ledger to look at while another process may be writing; what writes throws
     * {@link io.cama.ledger.LedgerException}.
     *
     * @return empty if there is no such file
     * @throws io.cama.ledger.LedgerException if it cannot be read, is no ledger, or has another version
     */
    public static Optional<Ledger> openReadOnly(Path file) {
        return Files.exists(file)
                ? Optional.of(new Open(Database.openReadOnly(file, Schema.CURRENT), InstantSource.system()))
                : Optional.empty();
    }
}
