package io.cama.ledger.sqlite.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    /** Where the header says how the file is written, 2 for a write-ahead log: sqlite.org/fileformat2.html, 1.3.3. */
    private static final int WRITE_VERSION = 18;

    @TempDir
    private Path folder;

    /** A journal under the ledger's own name, left by a kill, could not be undone by who only looks. */
    @Test
    void aNewLedgerGetsItsNameOnceNothingButItsLogIsEverWrittenBesideIt() throws Exception {
        Path file = folder.resolve("ledger.db");
        try (LedgerFile ledger = LedgerFile.lock(file)) {
            ledger.ensure(Schema.CURRENT);
        }

        assertThat(Files.readAllBytes(file)[WRITE_VERSION]).isEqualTo((byte) 2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("ledger.db", "ledger.db.lock");
        }
    }

    @Test
    void whatAKilledStartLeftIsNotInTheWay() throws Exception {
        Path file = folder.resolve("ledger.db");
        for (String left : new String[] {".new", ".new-journal", ".new-wal", ".new-shm"}) {
            Files.writeString(folder.resolve("ledger.db" + left), "half of it");
        }
        try (LedgerFile ledger = LedgerFile.lock(file)) {
            ledger.ensure(Schema.CURRENT);
        }

        try (Database database = Database.openReadOnly(file, Schema.CURRENT)) {
            assertThat(database.isReadOnly()).isTrue();
        }
    }
}
