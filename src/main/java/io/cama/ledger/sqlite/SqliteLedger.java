package io.cama.ledger.sqlite;

import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.call.Body;
import io.cama.ledger.sqlite.call.CallTable;
import io.cama.ledger.sqlite.call.Held;
import io.cama.ledger.sqlite.call.ReplyTable;
import io.cama.ledger.sqlite.call.SpendTable;
import io.cama.ledger.sqlite.care.CarryTable;
import io.cama.ledger.sqlite.care.NativeCopies;
import io.cama.ledger.sqlite.care.RemovalTable;
import io.cama.ledger.sqlite.letter.DeadLetterTable;
import io.cama.ledger.sqlite.letter.LetterTable;
import io.cama.ledger.sqlite.letter.NoticeTable;
import io.cama.ledger.sqlite.letter.ReopenTable;
import io.cama.ledger.sqlite.look.ItemLookTable;
import io.cama.ledger.sqlite.look.LookTable;
import io.cama.ledger.sqlite.look.PulseTable;
import io.cama.ledger.sqlite.sent.DeployedTable;
import io.cama.ledger.sqlite.sent.EventTable;
import io.cama.ledger.sqlite.store.Database;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.ledger.sqlite.store.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Opens a ledger that is one SQLite file. */
public final class SqliteLedger {
    private SqliteLedger() {}

    private record Open(Database db, InstantSource clock, long compressOver)
            implements Ledger,
                    RunTable,
                    RunLookTable,
                    ItemTable,
                    DeadLetterTable,
                    LetterTable,
                    ReopenTable,
                    NoticeTable,
                    CallTable,
                    ReplyTable,
                    SpendTable,
                    RemovalTable,
                    CarryTable,
                    LookTable,
                    ItemLookTable,
                    PulseTable,
                    ContentTable,
                    DeployedTable,
                    EventTable {
        @Override
        public void flush() {
            db.write(session -> 0);
        }

        @Override
        public void probe() {
            db.write(s -> s.update("UPDATE removed_call SET id = id"));
        }

        @Override
        public void makeRoom() {
            db.emptyLog();
        }

        @Override
        public void close() {
            db.close();
        }
    }

    /** Opens a ledger as below, which packs what is longer than {@link Body#COMPRESS_OVER}. */
    public static Ledger open(Path file, InstantSource clock, GroupCommit settings) {
        return open(file, clock, settings, Body.COMPRESS_OVER);
    }

    /**
     * Opens a ledger for reading and writing, and makes it, readable by its owner only, if there is none.
     *
     * @param compressOver replies of more bytes are stored packed; 0 packs none
     * @throws io.cama.ledger.fault.LedgerBusyException if it is open for writing already
     * @throws io.cama.ledger.fault.LedgerException if it is damaged, no ledger, or made by a newer program
     */
    public static Ledger open(Path file, InstantSource clock, GroupCommit settings, long compressOver) {
        Open ledger = new Open(Database.open(file, settings, Schema.CURRENT), clock, compressOver);
        NativeCopies.clear(Instant.now());
        ledger.db.write(s -> {
            Held.doubtAll(s);
            return s.update("INSERT INTO opening (at, first_call) SELECT ?, id FROM next_call", clock.millis());
        });
        return ledger;
    }

    /**
     * Opens a ledger to look at while another process may be writing; what writes throws
     * {@link io.cama.ledger.fault.LedgerException}.
     *
     * @return empty if there is no such file
     * @throws io.cama.ledger.fault.LedgerException if it cannot be read, is no ledger, or has another version
     */
    public static Optional<Ledger> openReadOnly(Path file) {
        return Files.exists(file)
                ? Optional.of(new Open(Database.openReadOnly(file, Schema.CURRENT), InstantSource.system(), 0))
                : Optional.empty();
    }

    /** Whether a process works with the ledger, this one included; one that only looks does not count. */
    public static boolean isInUse(Path file) {
        return Database.isInUse(file);
    }
}
