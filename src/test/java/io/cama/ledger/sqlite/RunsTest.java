package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    Path folder;

    Sample.HandClock clock = new Sample.HandClock();
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        ledger = Sample.open(folder, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aNewRunIsStoredAsGivenWithATurnOfItsOwn() {
        Run stored = ledger.accept(Sample.run("a"));
        assertThat(stored)
                .usingRecursiveComparison()
                .ignoringFields("turn", "firstCall")
                .isEqualTo(Sample.run("a"));
        assertThat(ledger.run("a")).contains(stored);
        assertThat(ledger.accept(Sample.run("b")).turn()).isGreaterThan(stored.turn());
    }

    @Test
    void everyTextOfARunComesBackInItsOwnPlace() {
        Run odd = new Run(
                "id",
                "job",
                "in",
                "sha",
                "hash",
                "src",
                "out",
                7,
                "demo/x",
                new Terms(Recall.OWN, 70, true),
                9,
                -3,
                0,
                RunState.DONE,
                true,
                9,
                9,
                "why",
                false,
                Sample.NOON,
                Sample.NOON,
                Sample.NOON,
                Sample.NOON);
        assertThat(ledger.accept(odd))
                .isEqualTo(new Run(
                        "id",
                        "job",
                        "in",
                        "sha",
                        "hash",
                        "src",
                        "out",
                        7,
                        "demo/x",
                        new Terms(Recall.OWN, 70, true),
                        1,
                        -3,
                        1,
                        RunState.ACCEPTED,
                        false,
                        1,
                        0,
                        null,
                        false,
                        Sample.NOON,
                        null,
                        null,
                        null));
    }

    @Test
    void anUnknownRunIsEmptyToReadAndRefusedToWrite() {
        assertThat(ledger.run("none")).isEmpty();
        assertThat(ledger.takeAccepted(any -> true)).isEmpty();
        assertThatThrownBy(() -> ledger.loaded("none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run none is not in the ledger");
    }

    @Test
    void runsComeNewestFirst() {
        List.of("a", "b", "c").forEach(id -> ledger.accept(Sample.run(id)));
        assertThat(ledger.runs(2)).extracting(Run::id).containsExactly("c", "b");
    }

    @Test
    void theLowestRankIsTakenFirstThenTheEarliestTurn() {
        ledger.accept(Sample.run("late", 5, "/o"));
        ledger.accept(Sample.run("later", 5, "/o"));
        ledger.accept(Sample.run("urgent", 1, "/o"));
        assertThat(List.of(take(), take(), take())).containsExactly("urgent", "late", "later");
        assertThat(ledger.takeAccepted(any -> true)).isEmpty();
    }

    @Test
    void takingARunSetsItsStartOnce() {
        ledger.accept(Sample.run("a"));
        take();
        ledger.pause("a", "wait", null);
        clock.set(Sample.NOON.plusSeconds(60));
        ledger.accept(Sample.run("a"));
        assertThat(ledger.takeAccepted(any -> true)).hasValueSatisfying(run -> {
            assertThat(run.state()).isEqualTo(RunState.RUNNING);
            assertThat(run.started()).isEqualTo(Sample.NOON);
        });
    }

    @Test
    void loadingAndPassesAreRemembered() {
        ledger.accept(Sample.run("a"));
        ledger.loaded("a");
        ledger.nextPass("a");
        ledger.nextPass("a");
        assertThat(stored("a").loaded()).isTrue();
        assertThat(stored("a").pass()).isEqualTo(3);
    }

    @Test
    void aPausedRunReopensInTheSamePassWhenItsInstantHasCome() {
        Instant due = Sample.NOON.plusSeconds(60);
        for (String id : List.of("due", "later", "never")) {
            ledger.accept(Sample.run(id));
            ledger.nextPass(id);
        }
        ledger.pause("due", "no credit", due);
        ledger.pause("later", "no credit", due.plusMillis(1));
        ledger.pause("never", "no key", null);
        assertThat(stored("due").reason()).isEqualTo("no credit");
        assertThat(stored("due").resumeAt()).isEqualTo(due);
        assertThat(ledger.reopenDue(due)).singleElement().satisfies(run -> {
            assertThat(run.id()).isEqualTo("due");
            assertThat(run.state()).isEqualTo(RunState.ACCEPTED);
            assertThat(run.reason()).isNull();
            assertThat(run.pass()).isEqualTo(2);
        });
        assertThat(ledger.reopenDue(due)).isEmpty();
    }

    @Test
    void aRunWithPendingItemsIsNotDone() {
        ledger.accept(Sample.run("a"));
        ledger.add("a", Sample.pending(1, 1));
        take();
        assertThat(ledger.done("a")).isFalse();
        assertThat(stored("a").state()).isEqualTo(RunState.ACCEPTED);
        ledger.dead("a", 1, Reason.REFUSED, "no");
        assertThat(ledger.done("a")).isTrue();
    }

    @Test
    void whatHasEndedDoesNotPause() {
        ledger.accept(Sample.run("a"));
        ledger.done("a");
        ledger.pause("a", "late", null);
        assertThat(stored("a").state()).isEqualTo(RunState.DONE);
    }

    @Test
    void whatWasRunningWhenTheProcessEndedIsAcceptedAgain() {
        ledger.accept(Sample.run("a"));
        ledger.accept(Sample.run("b"));
        take();
        ledger.close();
        ledger = Sample.open(folder, clock);
        assertThat(ledger.recover()).isEqualTo(1);
        assertThat(List.of(take(), take())).containsExactly("a", "b");
    }

    private String take() {
        return ledger.takeAccepted(any -> true).orElseThrow().id();
    }

    private Run stored(String id) {
        return ledger.run(id).orElseThrow();
    }

    @Test
    void aRunThatMakesRoomWaitsBehindTheOthersInTheSamePass() {
        ledger.accept(Sample.run("huge"));
        ledger.accept(Sample.run("small"));
        ledger.takeAccepted(run -> true);
        ledger.nextPass("huge");

        assertThat(ledger.requeue("huge")).isTrue();

        assertThat(ledger.takeAccepted(run -> true)).map(Run::id).contains("small");
        assertThat(ledger.takeAccepted(run -> true)).map(Run::id).contains("huge");
        assertThat(ledger.run("huge").orElseThrow().pass()).isEqualTo(2);
    }

    @Test
    void aRunThatWasGivenAgainOrIsNotRunningMakesNoRoom() {
        ledger.accept(Sample.run("a"));
        assertThat(ledger.requeue("a")).isFalse();
        ledger.takeAccepted(run -> true);
        ledger.accept(Sample.run("a"));

        assertThat(ledger.requeue("a")).isFalse();
        assertThat(ledger.run("a").orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void theOneThatWouldBeTakenIsFoundAmongHundredsAndLeftAsItIs() {
        for (int n = 0; n < 200; n++) {
            ledger.accept(Sample.run("r" + n));
        }

        assertThat(ledger.firstAccepted(run -> run.id().equals("r199")))
                .map(Run::id)
                .contains("r199");
        assertThat(ledger.firstAccepted(run -> false)).isEmpty();
        assertThat(ledger.run("r199").orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
    }
}
