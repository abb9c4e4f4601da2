package io.cama.ledger.sqlite.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.fault.LedgerException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    static final Schema FIRST = new Schema(List.of("001-ledger.sql"));
    static final Schema NEXT = new Schema(List.of("001-ledger.sql", "002-a-later-change.sql"));
    static final Schema BROKEN = new Schema(List.of("001-ledger.sql", "002-broken.sql"));

    Path file;

    @BeforeEach
    void makeALedgerOfVersionOne(@TempDir Path folder) {
        file = folder.resolve("ledger.db");
        try (Database database = open(FIRST)) {
            database.write(s -> s.update("INSERT INTO content VALUES ('kept', 'd', 7)"));
        }
    }

    @Test
    void anOlderLedgerIsBroughtUpAndKeepsWhatItHolds() {
        try (Database database = open(NEXT)) {
            assertThat(versions(database)).containsExactly("1 001-ledger.sql", "2 002-a-later-change.sql");
            assertThat(count(database, "SELECT changed_at FROM content")).isEqualTo(7);
            assertThat(count(database, "SELECT count(*) FROM later")).isZero();
        }
        try (Database again = open(NEXT)) {
            assertThat(versions(again)).hasSize(2);
        }
    }

    @Test
    void aScriptThatFailsLeavesTheLedgerAsItWas() {
        assertThatThrownBy(() -> open(BROKEN)).isInstanceOf(LedgerException.class);
        try (Database database = open(FIRST)) {
            assertThat(versions(database)).containsExactly("1 001-ledger.sql");
            assertThat(count(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'"))
                    .isZero();
        }
    }

    @Test
    void anOnlookerDoesNotBringUpAnOlderLedger() {
        assertThatThrownBy(() -> Database.openReadOnly(file, NEXT))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("has version 1, this program reads version 2");
    }

    @Test
    void aMissingScriptIsADefectOfTheProgram() {
        assertThatThrownBy(() -> open(new Schema(List.of("001-ledger.sql", "002-nowhere.sql"))))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("002-nowhere.sql is missing");
    }

    private Database open(Schema schema) {
        return Database.open(file, GroupCommit.DEFAULT, schema);
    }

    private static List<String> versions(Database database) {
        return database.read(
                s -> s.all("SELECT version || ' ' || script FROM migration ORDER BY version", row -> row.getString(1)));
    }

    private static long count(Database database, String sql) {
        return database.read(s -> s.first(sql, row -> row.getLong(1))).orElseThrow();
    }
}
