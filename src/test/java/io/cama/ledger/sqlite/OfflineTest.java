package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.model.Counts;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is replayed offline risks nothing it has. */
class OfflineTest {
    private static final Terms OFFLINE = new Terms(Recall.OFFLINE, 0, false);

    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    /** Two rows answered, one dead. */
    private void finish() {
        ledger.accept(Sample.run("a"));
        ledger.takeAccepted(any -> true);
        ledger.add("a", Sample.pending(1, 3));
        ledger.loaded("a");
        for (long position = 1; position <= 2; position++) {
            ledger.ok("a", position, "{\"n\":" + position + "}", List.of(good("h" + position, position)));
        }
        ledger.dead("a", 3, Reason.REFUSED, "no");
        assertThat(ledger.done("a")).isTrue();
    }

    private long good(String hash, long position) {
        long call = ledger.ask(Sample.ask(hash, "a", position));
        ledger.keep(call, 200, "reply " + call);
        ledger.judge(call, Verdict.GOOD, Sample.READ);
        return call;
    }

    @Test
    void aFinishedRunIsAnsweredAnewAndItsDeadLettersStay() {
        finish();

        ledger.accept(Sample.run("a", OFFLINE));

        assertThat(ledger.pending("a", 0, 9)).containsExactly(1L, 2L);
        assertThat(ledger.counts("a")).isEqualTo(new Counts(3, 0, 1, 0, 2, 0));
        assertThat(ledger.results("a")).isExhausted();
        assertThat(ledger.look("a", 1).orElseThrow().result()).isNull();
    }

    @Test
    void theReplyThatStoodInTheResultIsFoundEvenWhenThereIsANewerOne() {
        finish();
        ledger.accept(Sample.run("b"));
        ledger.add("b", Sample.pending(1, 1));
        long newer = ledger.ask(Sample.ask("h1", "b", 1));
        ledger.keep(newer, 200, "newer");
        ledger.accept(Sample.run("a", OFFLINE));

        assertThat(ledger.recall("h1").orElseThrow().body()).isEqualTo("newer");
        assertThat(ledger.used("h1", "a", 1).orElseThrow().body()).isEqualTo("reply 1");
        assertThat(ledger.used("h1", "a", 2)).isEmpty();
        assertThat(ledger.used("h1", "b", 1)).isEmpty();
    }

    @Test
    void whatTheLedgerCouldNotAnswerHasItsFormerResultBackWhenTheRunIsGivenAgain() {
        finish();
        ledger.clear(Selection.ALL, run -> false);
        ledger.accept(Sample.run("a", OFFLINE));
        ledger.takeAccepted(any -> true);
        assertThat(ledger.recall("h1")).isEmpty();
        ledger.pause("a", "offline", null);

        ledger.accept(Sample.run("a"));

        assertThat(ledger.counts("a")).isEqualTo(new Counts(3, 2, 1, 0, 0, 2));
        assertThat(ledger.results("a").next().values()).isEqualTo("{\"n\":1}");
    }

    @Test
    void whoServedTheResultsIsCountedOnceWhenTheyComeBack() {
        finish();
        ledger.accept(Sample.run("a", OFFLINE));
        ledger.takeAccepted(any -> true);
        ledger.ok("a", 1, "{\"n\":1}", List.of(1L));
        ledger.pause("a", "offline", null);

        ledger.accept(Sample.run("a", OFFLINE));

        assertThat(ledger.usage("a").models()).isEqualTo(Map.of("any-2026", 2L));
        assertThat(ledger.counts("a")).isEqualTo(new Counts(3, 2, 1, 0, 0, 2));
    }

    @Test
    void offlineHoldsUntilTheRunIsDoneSoThatRetriesMayCall() {
        finish();
        ledger.accept(Sample.run("a", OFFLINE));
        ledger.takeAccepted(any -> true);
        ledger.ok("a", 1, "{\"n\":1}", List.of(1L));
        ledger.ok("a", 2, "{\"n\":2}", List.of(2L));
        assertThat(ledger.run("a").orElseThrow().terms()).isEqualTo(OFFLINE);
        assertThat(ledger.done("a")).isTrue();

        ledger.retryDead("a", List.of());

        assertThat(ledger.run("a").orElseThrow().terms()).isEqualTo(Terms.USUAL);
        assertThat(ledger.item("a", 1).orElseThrow().state()).isEqualTo(ItemState.OK);
    }
}
