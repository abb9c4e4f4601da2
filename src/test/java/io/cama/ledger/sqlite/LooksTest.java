package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.look.Looks.CallSum;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.ledger.look.Looks.Lost;
import io.cama.ledger.look.Looks.LostCall;
import io.cama.ledger.look.Looks.Stretch;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look back at a run says what was done for it, to the call. */
class LooksTest {
    private final Sample.HandClock clock = new Sample.HandClock();

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Sample.open(folder, clock);
        ledger.accept(Sample.run("a"));
        ledger.takeAccepted(any -> true);
        ledger.add("a", Sample.pending(1, 6));
        ledger.loaded("a");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void at(long second) {
        clock.set(Sample.NOON.plusSeconds(second));
    }

    private long asked(long second, long position, long worst) {
        at(second);
        return ledger.ask(Sample.ask("h" + position + "-" + second, "a", position, worst));
    }

    private void good(long call, long second) {
        at(second);
        ledger.keep(call, 200, "reply");
        ledger.judge(call, Verdict.GOOD, new Reading("any-1", new Usage(100, 20, 60, 5, 7, null), 300L, null, null));
    }

    @Test
    void theCallsAddUpByPromptModelVerdictAndReason() {
        good(asked(0, 1, 0), 2);
        good(asked(2, 2, 0), 5);
        ledger.failed(asked(5, 3, 900), Reason.UPSTREAM_5XX, "no", 500, "no", true);
        long rejected = asked(6, 3, 0);
        ledger.keep(rejected, 200, "prose");
        ledger.judge(rejected, Verdict.REJECTED, Sample.wrong("no JSON"));

        List<CallSum> sums = ledger.callSums("a");

        assertThat(sums)
                .containsExactly(
                        new CallSum(
                                "nuance",
                                "demo/any",
                                Verdict.FAILED,
                                Reason.UPSTREAM_5XX,
                                1,
                                Usage.NONE,
                                900,
                                Duration.ZERO),
                        new CallSum(
                                "nuance",
                                "demo/any",
                                Verdict.GOOD,
                                null,
                                2,
                                new Usage(200, 40, 120, 10, 14, null),
                                600,
                                Duration.ofSeconds(5)),
                        new CallSum(
                                "nuance",
                                "demo/any",
                                Verdict.REJECTED,
                                Reason.INVALID_JSON,
                                1,
                                new Usage(10, 4),
                                0,
                                Duration.ZERO));
    }

    @Test
    void callsOfAnEarlierSubmissionDoNotCount() {
        good(asked(0, 1, 0), 2);
        for (long position = 1; position <= 6; position++) {
            ledger.skip("a", position, "enough");
        }
        assertThat(ledger.done("a")).isTrue();

        ledger.accept(Sample.run("a"));

        assertThat(ledger.callSums("a")).isEmpty();
        assertThat(ledger.timeline("a", 4)).isEmpty();
        assertThat(ledger.busy("a")).isZero();
    }

    @Test
    void busyIsTheTimeInWhichAnyCallWasUnderWay() {
        long first = asked(0, 1, 0);
        long second = asked(4, 2, 0);
        long third = asked(6, 3, 0);
        good(third, 7);
        good(second, 9);
        good(first, 10);
        good(asked(3_600, 4, 0), 3_605);

        assertThat(ledger.busy("a")).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void theTimelineHoldsEveryCallOnce() {
        good(asked(0, 1, 0), 1);
        good(asked(50, 2, 0), 51);
        ledger.failed(asked(99, 3, 0), Reason.UPSTREAM_5XX, "no", 500, null, false);

        List<Stretch> timeline = ledger.timeline("a", 10);

        assertThat(timeline).hasSize(10);
        assertThat(timeline.get(0).from()).isEqualTo(Sample.NOON);
        assertThat(timeline).extracting(Stretch::good).containsExactly(1L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L);
        assertThat(timeline).extracting(Stretch::bad).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    }

    @Test
    void deadLettersAreCountedByReason() {
        ledger.dead("a", 1, Reason.REFUSED, "no");
        ledger.dead("a", 2, Reason.REFUSED, "no");
        ledger.dead("a", 3, Reason.INVALID_JSON, "prose");
        ledger.accept(Sample.run("b"));
        ledger.add("b", Sample.pending(1, 1));
        ledger.dead("b", 1, Reason.TEMPLATE, "no");

        assertThat(ledger.deadByReason("a")).containsOnly(entry(Reason.REFUSED, 2L), entry(Reason.INVALID_JSON, 1L));
        assertThat(ledger.deadByReason("nobody")).isEmpty();
    }

    @Test
    void skippedRowsAreCountedByWhatIsSaidOfThemInTheOrderOfTheInput() {
        ledger.accept(Sample.run("b"));
        ledger.add(
                "b",
                List.of(
                        new NewItem(1, 1, "{}", ItemState.SKIPPED, null, "too late"),
                        new NewItem(2, 2, "{}", ItemState.PENDING, null, null),
                        new NewItem(3, 3, "{}", ItemState.SKIPPED, null, "beyond"),
                        new NewItem(4, 4, "{}", ItemState.SKIPPED, null, "too late")));

        assertThat(ledger.skippedBy("b")).containsExactly(entry("too late", 2L), entry("beyond", 1L));
        assertThat(ledger.skippedBy("a")).isEmpty();
    }

    @Test
    void eachCallWhoseOutcomeWasLostIsListedAndAllAreCounted() {
        good(asked(0, 1, 0), 1);
        asked(2, 5, 700);
        asked(3, 4, 0);
        asked(4, 4, 200);
        ledger.close();
        ledger = Sample.open(folder, clock);

        Lost lost = ledger.lost("a", 2);

        assertThat(lost.calls()).isEqualTo(3).isEqualTo(ledger.usage("a").possiblyPaidTwice());
        assertThat(lost.worstCost()).isEqualTo(900);
        assertThat(lost.first())
                .containsExactly(
                        new LostCall(3, 4, "nuance", "h4-3", "demo/any", Sample.NOON.plusSeconds(3), 0),
                        new LostCall(4, 4, "nuance", "h4-4", "demo/any", Sample.NOON.plusSeconds(4), 200));
    }

    @Test
    void anItemIsShownWithItsEndAndEveryCallOfIts() {
        long failed = asked(0, 1, 50);
        ledger.failed(failed, Reason.UPSTREAM_5XX, "HTTP 500", 500, "oops", true);
        long bought = asked(2, 1, 0);
        good(bought, 3);
        long others = asked(4, 2, 0);
        good(others, 5);
        at(6);
        ledger.ok("a", 1, "{\"term\":\"1\",\"nuance\":\"x\"}", List.of(bought, others));

        ItemLook item = ledger.look("a", 1).orElseThrow();
        List<CallLook> calls = ledger.calls("a", 1);

        assertThat(item)
                .isEqualTo(new ItemLook(
                        1,
                        2,
                        "{\"term\":\"1\"}",
                        ItemState.OK,
                        null,
                        null,
                        "{\"term\":\"1\",\"nuance\":\"x\"}",
                        false,
                        Sample.NOON.plusSeconds(6)));
        assertThat(calls).extracting(CallLook::call).containsExactly(failed, bought, others);
        assertThat(calls).extracting(CallLook::own).containsExactly(true, true, false);
        assertThat(calls).extracting(CallLook::used).containsExactly(false, true, true);
        assertThat(calls.get(0))
                .isEqualTo(new CallLook(
                        failed,
                        true,
                        false,
                        "nuance",
                        1,
                        "demo/any",
                        null,
                        "h1-0",
                        Verdict.FAILED,
                        500,
                        Sample.NOON,
                        Sample.NOON,
                        Usage.NONE,
                        null,
                        50,
                        Reason.UPSTREAM_5XX,
                        "HTTP 500",
                        "oops"));
        assertThat(calls.get(1).usage()).isEqualTo(new Usage(100, 20, 60, 5, 7, null));
        assertThat(calls.get(1).cost()).isEqualTo(300);
        assertThat(calls.get(1).body()).isEqualTo("reply");
    }

    @Test
    void aRowThatCouldNotBeReadIsShownWithWhatWasSeen() {
        ledger.add("a", List.of(new NewItem(7, 9, "{}", ItemState.DEAD, Reason.RAGGED_ROW, "2 cells of 3")));

        ItemLook item = ledger.look("a", 7).orElseThrow();

        assertThat(item.reason()).isEqualTo(Reason.RAGGED_ROW);
        assertThat(item.message()).isEqualTo("2 cells of 3");
        assertThat(item.result()).isNull();
        assertThat(ledger.calls("a", 7)).isEmpty();
        assertThat(ledger.look("a", 8)).isEmpty();
    }

    @Test
    void whoOnlyLooksTakesNewContentToBeOfNowAndNotesNothing() {
        at(0);
        ledger.changed(Map.of("known", "d1"));
        at(50);
        try (Ledger looking =
                SqliteLedger.openReadOnly(folder.resolve("ledger.db")).orElseThrow()) {
            assertThat(looking.changed(Map.of("known", "d1"))).containsEntry("known", Sample.NOON.getEpochSecond());
            assertThat(looking.changed(Map.of("new", "d2")).get("new")).isGreaterThan(0);
        }
        assertThat(ledger.changed(Map.of("new", "d2")))
                .containsEntry("new", Sample.NOON.plusSeconds(50).getEpochSecond());
    }
}
