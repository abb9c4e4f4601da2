package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.ledger.fault.LedgerBusyException;
import io.cama.ledger.fault.LedgerException;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    Path folder;
    Path file;

    @BeforeEach
    void place(@TempDir Path folder) {
        this.folder = folder;
        file = folder.resolve("ledger.db");
    }

    @Test
    void foldersAreMadeAndTheFileIsForItsOwnerOnly() throws IOException {
        Path deep = folder.resolve("새 folder/50% ?#&/x");
        try (Ledger ledger = Sample.open(deep)) {
            ledger.accept(Sample.run("a"));
            for (String name : new String[] {"ledger.db", "ledger.db-wal"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aSecondWriterIsRefusedUntilTheFirstHasClosed() {
        Ledger first = Sample.open(folder);
        assertThatThrownBy(() -> Sample.open(folder))
                .isInstanceOf(LedgerBusyException.class)
                .hasMessageContaining(file.toString());
        first.close();
        Sample.open(folder).close();
    }

    @Test
    void closingTwiceIsHarmlessAndNothingIsPossibleAfterwards() {
        Ledger ledger = Sample.open(folder);
        ledger.close();
        ledger.close();
        assertThatThrownBy(() -> ledger.run("a")).isInstanceOfSatisfying(LocalFault.class, fault -> assertThat(
                        fault.failure().reason())
                .isEqualTo(Reason.LEDGER));
        assertThatThrownBy(() -> ledger.accept(Sample.run("a")))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        String text = "these are my notes\n".repeat(500);
        Files.writeString(file, text);
        refused("not a database");
        assertThat(file).hasContent(text);
        assertThat(folder.resolve("ledger.db-wal")).doesNotExist();
    }

    @Test
    void anEmptyFileIsDamageAndNotANewLedger() throws IOException {
        Files.createFile(file);
        refused("the file is empty");
        assertThat(file).isEmptyFile();
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws IOException, SQLException {
        sql("CREATE TABLE mine (x)");
        byte[] before = Files.readAllBytes(file);
        refused("no Cama ledger");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void aLedgerOfANewerProgramIsRefused() throws SQLException {
        Sample.open(folder).close();
        sql("INSERT INTO migration (version, script) VALUES (99, '099-future.sql')");
        refused("has version 99");
        assertThatThrownBy(() -> SqliteLedger.openReadOnly(file)).hasMessageContaining("has version 99");
    }

    @Test
    void aDamagedLedgerIsRefused() throws IOException {
        try (Ledger ledger = Sample.open(folder)) {
            ledger.accept(Sample.run("a"));
            ledger.add("a", Sample.pending(1, 2000));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long page = 20; page < channel.size() / 4096; page++) {
                channel.write(ByteBuffer.wrap(new byte[] {77, 77, 77, 77, 77, 77, 77, 77}), page * 4096);
            }
        }
        refused("put a backup in its place");
    }

    @Test
    void theLogGivesItsRoomBackWhenItIsAskedFor() throws IOException {
        try (Ledger ledger = Sample.open(folder)) {
            ledger.accept(Sample.run("a"));
            ledger.add("a", Sample.pending(1, 2000));
            assertThat(folder.resolve("ledger.db-wal")).isNotEmptyFile();

            ledger.makeRoom();

            assertThat(folder.resolve("ledger.db-wal")).isEmptyFile();
            ledger.probe();
            assertThat(ledger.counts("a").pending()).isEqualTo(2000);
        }
    }

    @Test
    void aLogWithoutItsLedgerIsNotTakenForANewOne() throws IOException {
        Files.writeString(folder.resolve("ledger.db-wal"), "the last commits");
        refused("ledger.db-wal is there");
        assertThat(file).doesNotExist();
    }

    @Test
    void aLedgerLeftHalfMadeIsMadeAnew() throws IOException {
        Files.writeString(folder.resolve("ledger.db.new"), "half");
        try (Ledger ledger = Sample.open(folder)) {
            assertThat(ledger.runs(1)).isEmpty();
        }
        assertThat(folder.resolve("ledger.db.new")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(folder.resolve("taken"), "a file");
        assertThatThrownBy(() -> Sample.open(folder.resolve("taken/below")))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("taken");
    }

    @Test
    void anOnlookerSeesWhatIsDurableAndChangesNothing() {
        try (Ledger ledger = Sample.open(folder)) {
            ledger.accept(Sample.run("a"));
            try (Ledger onlooker = SqliteLedger.openReadOnly(file).orElseThrow()) {
                assertThat(onlooker.run("a")).isPresent();
                ledger.add("a", Sample.pending(1, 3));
                assertThat(onlooker.counts("a").pending()).isEqualTo(3);
                assertThatThrownBy(() -> onlooker.loaded("a"))
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining("reading only");
            }
            ledger.loaded("a");
        }
    }

    @Test
    void anOnlookerFindsNoLedgerWhereThereIsNone() throws IOException {
        assertThat(SqliteLedger.openReadOnly(file)).isEmpty();
        assertThat(file).doesNotExist();
        Files.writeString(file, "these are my notes\n".repeat(500));
        assertThatThrownBy(() -> SqliteLedger.openReadOnly(file)).isInstanceOf(LedgerException.class);
    }

    private void refused(String why) {
        assertThatThrownBy(() -> Sample.open(folder))
                .isInstanceOf(LedgerException.class)
                .isNotInstanceOf(LedgerBusyException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
        assertThatThrownBy(() -> Sample.open(folder)).isNotInstanceOf(LedgerBusyException.class);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        }
    }
}
