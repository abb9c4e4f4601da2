package io.cama.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.LedgerHome;
import io.cama.cli.shell.Exit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that cannot be trusted stops the start, and says what to do; nothing is bought again in silence. */
class LedgerTrustTest {
    @TempDir
    private Path home;

    private Path file() {
        return home.resolve("work/ledger.db");
    }

    private void filled() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 2000);
        }
    }

    private Answer run() {
        return Answer.of(home, "run", "--once");
    }

    private void refused(String seen, String remedy) {
        Answer answer = run();

        assertThat(answer.exit()).as(answer.err()).isEqualTo(Exit.CONFIG);
        assertThat(answer.err()).contains(file().toString(), seen, "Do: ", remedy);
    }

    @Test
    void aLedgerDeletedWhileInputsAreThereIsRefusedUntilANewOneIsAskedFor() throws IOException {
        Path claimed = home.resolve("work/in-1/greet/words.csv");
        Files.createDirectories(claimed.getParent());
        Files.writeString(claimed, "word\napple\n");

        refused("is missing, but the inputs of a run are there", "cama ledger new");
        assertThat(file()).doesNotExist();
        assertThat(claimed).exists();

        assertThat(Answer.of(home, "ledger", "new").exit()).isEqualTo(Exit.OK);
        assertThat(run().err()).doesNotContain("is missing");
    }

    @Test
    void aLedgerThatIsThereIsNeverReplaced() throws IOException {
        filled();
        byte[] before = Files.readAllBytes(file());

        Answer answer = Answer.of(home, "ledger", "new");

        assertThat(answer.exit()).isEqualTo(Exit.REFUSED);
        assertThat(answer.err()).contains("move it away");
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void aLedgerThatHasLostItsEndIsRefused() throws IOException {
        filled();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 8192);
        }

        refused("its end is missing", "put a backup in its place");
    }

    @Test
    void aLedgerWithFlippedBitsIsRefusedAndTheCheckNamesThem() throws IOException {
        filled();
        assertThat(Answer.of(home, "ledger", "check").exit()).isEqualTo(Exit.OK);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (long page = channel.size() / 4096 - 10; page < channel.size() / 4096; page++) {
                channel.write(ByteBuffer.wrap(new byte[] {77, 77, 77, 77, 77, 77, 77, 77}), page * 4096);
            }
        }

        refused("cannot be opened", "put a backup in its place");
        Answer check = Answer.of(home, "ledger");
        assertThat(check.exit()).isEqualTo(Exit.CONFIG);
        assertThat(check.out()).isNotBlank();
        assertThat(check.err()).contains("is damaged");
        assertThat(Answer.of(home, "ledger", "check", "--json").out()).contains("\"problems\"");
    }

    @Test
    void aFolderInTheLedgersPlaceIsRefused() throws IOException {
        Files.createDirectories(file());

        refused("it is a folder", "put a backup in its place");
    }

    @Test
    void aLogThatEndsInTheMiddleOfACommitIsTaken() throws IOException {
        filled();
        Files.write(file().resolveSibling("ledger.db-wal"), new byte[5000]);

        Answer answer = run();

        assertThat(answer.err()).doesNotContain("cannot be opened");
    }

    @Test
    void aCheckWithoutALedgerSaysSo() {
        assertThat(Answer.of(home, "ledger", "check").exit()).isEqualTo(Exit.NOTHING);
    }
}
