package io.cama.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.cli.LedgerHome;
import io.cama.model.DeadLetter;
import io.cama.model.ItemRef;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class QuarantineTest {
    private static final String RUN = "00c0ffee0001";

    @TempDir
    private Path home;

    private LedgerHome ledger;

    @BeforeEach
    void open() {
        ledger = new LedgerHome(home);
        ledger.running(RUN, 4);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Quarantine quarantine() {
        return Quarantine.open(home.resolve("work"), 3, ledger.ledger(), false);
    }

    private static ItemRef item(long position) {
        return new ItemRef(RUN, position, 1);
    }

    /** A process that dies while items are at work. */
    private void death(long... positions) throws InterruptedException {
        Quarantine process = quarantine();
        for (long position : positions) {
            process.begin(item(position), run -> false);
        }
    }

    private ItemState state(long position) {
        return ledger.ledger().item(RUN, position).orElseThrow().state();
    }

    private List<DeadLetter> dead() {
        List<DeadLetter> letters = new ArrayList<>();
        ledger.ledger().deadLetters(RUN).forEachRemaining(letters::add);
        return letters;
    }

    @Test
    void anItemAtWorkAtThreeDeathsOfTheProcessIsADeadLetter() throws Exception {
        death(1, 2);
        death(1, 3);
        death(1);
        assertThat(state(1)).isEqualTo(ItemState.PENDING);

        quarantine().close();

        assertThat(dead()).extracting(DeadLetter::reason).containsExactly(Reason.QUARANTINED);
        assertThat(state(1)).isEqualTo(ItemState.DEAD);
        assertThat(state(2)).isEqualTo(ItemState.PENDING);
    }

    @Test
    void anItemThatHadEndedIsNotBlamed() throws Exception {
        for (int i = 0; i < 5; i++) {
            Quarantine process = quarantine();
            process.begin(item(1), run -> false);
            process.end(item(1));
            process.begin(item(2 + i % 3), run -> false);
        }

        quarantine().close();

        assertThat(state(1)).isEqualTo(ItemState.PENDING);
    }

    @Test
    void anEndInOrderBlamesNobody() throws Exception {
        for (int i = 0; i < 5; i++) {
            Quarantine process = quarantine();
            process.begin(item(1), run -> false);
            process.close();
        }

        quarantine().close();

        assertThat(dead()).isEmpty();
    }

    @Test
    void anItemThatIsRetriedAfterItsQuarantineBeginsAnew() throws Exception {
        death(1);
        death(1);
        death(1);
        quarantine().close();
        ledger.ledger().retryDead(RUN, List.of(1L));

        death(1);
        quarantine().close();

        assertThat(state(1)).isEqualTo(ItemState.PENDING);
    }

    @Test
    void aSuspectIsWorkedOnByItself() throws Exception {
        death(1, 2);
        death(1);
        Quarantine process = quarantine();
        process.begin(item(2), run -> false);

        CompletableFuture<Void> suspect = CompletableFuture.runAsync(() -> begin(process, 1));
        assertThatThrownBy(() -> process.begin(item(1), run -> true)).isInstanceOf(RunPaused.class);
        assertThat(suspect).isNotDone();
        process.end(item(2));
        suspect.join();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> begin(process, 3));
        assertThatThrownBy(() -> process.begin(item(4), run -> true)).isInstanceOf(RunPaused.class);
        process.end(item(1));

        other.join();
        process.end(item(3));
        process.begin(item(4), run -> true);
        process.close();
    }

    private static void begin(Quarantine process, long position) {
        try {
            process.begin(item(position), run -> false);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyItemsAtOnceAreAllKnownAndTooManyAreDoneWithout() throws Exception {
        try (Quarantine process = quarantine()) {
            for (int i = 1; i <= 5000; i++) {
                process.begin(item(i), run -> false);
            }
            for (int i = 1; i <= 5000; i++) {
                process.end(item(i));
            }
            process.begin(new ItemRef("no id of ours", 1, 1), run -> false);
            process.end(new ItemRef("no id of ours", 1, 1));
        }

        assertThat(AtWork.open(home.resolve("work/at-work")).before()).isEmpty();
    }

    @Test
    void aFileThatCannotBeMappedIsDoneWithout() throws Exception {
        Files.createDirectories(home.resolve("work/at-work"));

        death(1);
        death(1);
        death(1);
        quarantine().close();

        assertThat(state(1)).isEqualTo(ItemState.PENDING);
    }

    @Test
    void countsThatCannotBeWrittenBlameNobody() throws Exception {
        Files.createDirectories(home.resolve("work/deaths.new/taken"));

        death(1);
        quarantine().close();

        assertThat(state(1)).isEqualTo(ItemState.PENDING);
    }

    @Test
    void linesThatAreNoCountsArePassedOver() throws IOException {
        Path file = Files.writeString(home.resolve("deaths"), "nonsense\n" + RUN + " 7 2\n\n");

        assertThat(new Deaths(file).read()).hasSize(1).containsEntry(new Deaths.Item(RUN, 7), 2);
    }

    @Test
    void memoryUsedUpThriceByOneItemIsPoison() {
        try (Quarantine process = quarantine()) {
            assertThat(process.isPoison(item(1))).isFalse();
            assertThat(process.isPoison(item(1))).isFalse();
            assertThat(process.isPoison(item(2))).isFalse();
            assertThat(process.isPoison(item(1))).isTrue();
        }
        assertThat(Quarantine.usedUpMemory().reason()).isEqualTo(Reason.QUARANTINED);
    }
}
