package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.letter.Letters.Selection;
import io.cama.model.Counts;
import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import io.cama.model.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    Sample.HandClock clock = new Sample.HandClock();
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder, clock);
        for (String id : List.of("a", "b-1")) {
            ledger.accept(Sample.run(id));
            ledger.add(id, Sample.pending(1, 3));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aDeadLetterHoldsAllThatIsKnown() {
        long first = ledger.ask(Sample.ask("h", "b-1", 2));
        ledger.keep(first, 200, "not json");
        long second = ledger.ask(Sample.ask("h", "b-1", 2));
        ledger.failed(second, Reason.TIMEOUT, "60 s", 0, null, false);
        ledger.dead("b-1", 2, Reason.INVALID_JSON, "seen: not json");
        assertThat(ledger.deadLetter("b-1-2"))
                .contains(new DeadLetter(
                        "b-1-2",
                        "b-1",
                        "words",
                        2,
                        3,
                        "{\"term\":\"2\"}",
                        Reason.INVALID_JSON,
                        "seen: not json",
                        2,
                        List.of("not json"),
                        Sample.NOON));
    }

    @Test
    void onlyDeadItemsHaveALetter() {
        ledger.ok("a", 2, "{}", List.of());
        assertThat(List.of("a-1", "a-2", "a-9", "none-1", "a-", "a-x", "nonsense", "a-99999999999999"))
                .allSatisfy(id -> assertThat(ledger.deadLetter(id)).isEmpty());
    }

    @Test
    void theLettersOfARunComeInInputOrderThroughAllPages() {
        ledger.add("a", Sample.pending(4, 230));
        for (long position = 230; position >= 1; position--) {
            ledger.dead("a", position, Reason.REFUSED, "no");
        }
        ledger.dead("b-1", 1, Reason.REFUSED, "no");
        List<Long> positions = new ArrayList<>();
        ledger.deadLetters("a").forEachRemaining(letter -> positions.add(letter.position()));
        assertThat(positions).hasSize(230).isSorted();
    }

    @Test
    void lettersAreFoundByRunJobAndReasonNewestFirst() {
        dead("a", 1, Reason.REFUSED, 10);
        dead("b-1", 1, Reason.REFUSED, 30);
        dead("a", 2, Reason.TRUNCATED, 20);
        assertThat(found(null, null, null)).containsExactly("b-1-1", "a-2", "a-1");
        assertThat(found("a", null, null)).containsExactly("a-2", "a-1");
        assertThat(found(null, "words", Reason.REFUSED)).containsExactly("b-1-1", "a-1");
        assertThat(found(null, "other", null)).isEmpty();
    }

    @Test
    void chosenDeadItemsBecomePendingAndTheRunIsAcceptedAgain() {
        dead("a", 1, Reason.REFUSED, 1);
        dead("a", 2, Reason.REFUSED, 1);
        ledger.ok("a", 3, "{}", List.of());
        ledger.takeAccepted(any -> true);
        assertThat(ledger.done("a")).isTrue();
        assertThat(ledger.retryDead("a", List.of(2L, 3L, 9L))).isEqualTo(1);
        assertThat(ledger.pending("a", 0, 9)).containsExactly(2L);
        assertThat(ledger.run("a").orElseThrow().state()).isEqualTo(RunState.ACCEPTED);
        assertThat(ledger.counts("a")).isEqualTo(new Counts(3, 1, 1, 0, 1, 1));
        assertThat(ledger.deadLetter("a-2")).isEmpty();
    }

    @Test
    void aRowThatCouldNotBeReadStaysDead() {
        dead("a", 1, Reason.RAGGED_ROW, 1);
        dead("a", 2, Reason.BAD_LINE, 1);
        dead("a", 3, Reason.REFUSED, 1);
        assertThat(ledger.retryDead("a", List.of())).isEqualTo(1);
        assertThat(ledger.retryDead("a", List.of(1L))).isZero();
        assertThat(ledger.pending("a", 0, 9)).containsExactly(3L);
    }

    @Test
    void anEmptyListRetriesAllOfTheRun() {
        dead("a", 1, Reason.REFUSED, 1);
        dead("a", 3, Reason.REFUSED, 1);
        dead("b-1", 3, Reason.REFUSED, 1);
        assertThat(ledger.retryDead("a", List.of())).isEqualTo(2);
        assertThat(ledger.pending("a", 0, 9)).containsExactly(1L, 2L, 3L);
        assertThat(ledger.deadLetter("b-1-3")).isPresent();
    }

    @Test
    void aRunWithNothingToRetryIsLeftAlone() {
        ledger.accept(Sample.run("empty"));
        ledger.done("empty");
        assertThat(ledger.retryDead("empty", List.of())).isZero();
        assertThat(ledger.run("empty").orElseThrow().state()).isEqualTo(RunState.DONE);
    }

    @Test
    void earlierAttemptsDoNotCountAgainstARetry() {
        ledger.ask(Sample.ask("h", "a", 1));
        dead("a", 1, Reason.REFUSED, 1);
        ledger.retryDead("a", List.of(1L));
        assertThat(ledger.attempts("a", 1, "nuance", 1)).isEmpty();
        assertThat(ledger.ask(Sample.ask("h", "a", 1))).isPositive();
        assertThat(ledger.attempts("a", 1, "nuance", 1)).hasSize(1);
        assertThat(ledger.calls("a", 1)).hasSize(2);
    }

    private void dead(String run, long position, Reason reason, long second) {
        clock.set(Sample.NOON.plusSeconds(second));
        ledger.dead(run, position, reason, "no");
    }

    private List<String> found(@Nullable String run, @Nullable String job, @Nullable Reason reason, String... words) {
        List<String> found = new ArrayList<>();
        ledger.letters(new Selection(run, job, reason, List.of(words)))
                .forEachRemaining((Head head) -> found.add(head.id()));
        return found;
    }
}
