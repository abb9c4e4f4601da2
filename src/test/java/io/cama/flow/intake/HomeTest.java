package io.cama.flow.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file that was taken from somebody is somewhere afterwards, whenever the process dies. */
class HomeTest {
    @TempDir
    private Path root;

    private Home home;

    @BeforeEach
    void open() {
        home = new Home(root);
    }

    private Path dropped(String name, String text) throws IOException {
        Path file = root.resolve("inbox/plain").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void doneNeverOverwritesWhatLiesThere() throws IOException {
        for (String text : List.of("first", "second", "third")) {
            home.done(home.claim(dropped("words.csv", text), "plain"), "plain");
        }

        assertThat(root.resolve("done/plain/words.csv")).hasContent("first");
        assertThat(root.resolve("done/plain/words-2.csv")).hasContent("second");
        assertThat(root.resolve("done/plain/words-3.csv")).hasContent("third");
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    @Test
    void noReasonIsLeftWhereTheFileCannotBeMoved() throws IOException {
        Path gone = root.resolve("inbox/plain/gone.csv");

        assertThatThrownBy(() -> home.reject(gone, "plain", "too long")).isInstanceOf(NoSuchFileException.class);

        assertThat(root.resolve("rejected/plain")).isEmptyDirectory();
    }

    @Test
    void rejectedNeverOverwritesAFileOrAReason() throws IOException {
        home.reject(dropped("words.csv.reason.txt", "a file of that name"), "plain", "no job");
        home.reject(dropped("words.csv", "first"), "plain", "too long");
        home.reject(dropped("words.csv", "second"), "plain", "too wide");

        Path rejected = root.resolve("rejected/plain");
        assertThat(rejected.resolve("words.csv.reason.txt")).hasContent("a file of that name");
        assertThat(rejected.resolve("words-2.csv")).hasContent("first");
        assertThat(rejected.resolve("words-2.csv.reason.txt")).hasContent("too long");
        assertThat(rejected.resolve("words-3.csv.reason.txt")).hasContent("too wide");
    }

    @Test
    void theInputOfAFinishedRunMovesOnAtTheNextStart() throws IOException {
        Path claimed = home.claim(dropped("words.csv", "word\n"), "plain");
        Path copied = home.copy(Files.writeString(root.resolve("own.csv"), "word\n"), "plain");
        try (Ledger ledger = ledger()) {
            finish(ledger, "r1", claimed, true);
            finish(ledger, "r2", copied, false);

            assertThat(new Leftovers(home, ledger).settle()).isEmpty();
        }

        assertThat(root.resolve("done/plain/words.csv")).hasContent("word\n");
        assertThat(root.resolve("own.csv")).exists();
        assertThat(claimed).doesNotExist();
        assertThat(copied).doesNotExist();
    }

    @Test
    void aClaimedFileThatIsNoRunIsFoundAndACopyThatIsNoneIsDeleted() throws IOException {
        Path claimed = home.claim(dropped("words.csv", "word\n"), "plain");
        Path copied = home.copy(Files.writeString(root.resolve("own.csv"), "word\n"), "plain");
        Path kept = home.copy(root.resolve("own.csv"), "plain");
        Files.createDirectories(root.resolve("work/in-half/plain"));
        Files.writeString(root.resolve("work/.state.json123.new"), "{");
        try (Ledger ledger = ledger()) {
            ledger.accept(run("r1", kept, false));

            assertThat(new Leftovers(home, ledger).settle()).containsExactly(claimed);
        }

        assertThat(copied).doesNotExist();
        assertThat(kept).exists();
        assertThat(root.resolve("work/in-half")).doesNotExist();
        assertThat(root.resolve("work/.state.json123.new")).doesNotExist();
    }

    @Test
    void aFileOfAnotherHomeIsLeftAlone() throws IOException {
        Path other = Files.writeString(root.resolve("other.csv"), "not ours");
        try (Ledger ledger = ledger()) {
            finish(ledger, "r1", other, true);

            new Leftovers(home, ledger).settle();
        }

        assertThat(other).exists();
    }

    @Test
    void nothingOutsideWorkIsDeleted() throws IOException {
        Path other = Files.writeString(root.resolve("other.csv"), "not ours");
        Path copied = home.copy(other, "plain");
        Path linked = Files.createSymbolicLink(copied.resolveSibling("link"), root);

        home.discard(other);
        home.discard(copied.resolveSibling("../../../other.csv"));
        home.discard(linked.resolve("other.csv"));

        assertThat(other).exists();
        Files.delete(linked);
        home.discard(copied);
        assertThat(root.resolve("work")).isEmptyDirectory();
    }

    private Ledger ledger() {
        return SqliteLedger.open(root.resolve("work/ledger.db"), Clock.systemUTC(), GroupCommit.DEFAULT);
    }

    private void finish(Ledger ledger, String id, Path source, boolean inbox) {
        ledger.accept(run(id, source, inbox));
        ledger.takeAccepted(run -> run.id().equals(id));
        ledger.loaded(id);
        assertThat(ledger.done(id)).isTrue();
    }

    private Run run(String id, Path source, boolean inbox) {
        return new Run(
                id,
                "plain",
                "words.csv",
                "00",
                "00",
                source.toString(),
                root.resolve("outbox").toString(),
                0,
                null,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                inbox,
                Instant.now(),
                null,
                null,
                null);
    }
}
