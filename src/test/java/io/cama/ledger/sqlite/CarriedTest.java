package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.CarriedReply;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.Spend.By;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedTest {
    Sample.HandClock clock = new Sample.HandClock();
    Ledger from;
    Ledger to;

    @BeforeEach
    void open(@TempDir Path folder) {
        from = Sample.open(folder.resolve("from"), clock);
        to = Sample.open(folder.resolve("to"), clock);
        from.accept(Sample.run("a"));
        to.accept(Sample.run("b"));
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    @Test
    void goodRepliesAreExportedOldestFirstAndMoreThanAPageOfThem() {
        for (int i = 1; i <= 250; i++) {
            clock.set(Sample.NOON.plusSeconds(i));
            buy("h" + i, Verdict.GOOD);
        }
        buy("bad", Verdict.REJECTED);
        List<CarriedReply> all = export(Selection.ALL);
        assertThat(all).hasSize(250);
        assertThat(all.get(0))
                .isEqualTo(new CarriedReply(
                        "h1",
                        "words",
                        "nuance",
                        "demo/any",
                        "any-2026",
                        200,
                        "reply h1",
                        10,
                        4,
                        30L,
                        Sample.NOON.plusSeconds(1)));
        assertThat(all).extracting(CarriedReply::answered).isSorted();
        assertThat(export(new Selection(null, null, Sample.NOON.plusSeconds(3))))
                .extracting(CarriedReply::hash)
                .containsExactly("h1", "h2");
        assertThat(export(new Selection("cards", null, null))).isEmpty();
    }

    @Test
    void aCarriedReplyIsRecalledWholeAndCostsNothingHere() {
        buy("h", Verdict.GOOD);
        from.export(Selection.ALL).forEachRemaining(to::bring);
        assertThat(to.recall("h").orElseThrow().body()).isEqualTo("reply h");
        assertThat(export(to)).isEqualTo(export(Selection.ALL));
        assertThat(to.spentOn(LocalDate.parse("2026-11-21"))).isZero();
        assertThat(to.spent(By.MODEL, Instant.EPOCH)).isEmpty();
        assertThat(to.load("demo", Instant.EPOCH)).isEmpty();
    }

    @Test
    void aRequestThatHasAGoodReplyKeepsIt() {
        CarriedReply reply =
                new CarriedReply("h", "words", "nuance", "demo/any", null, 200, "carried", 1, 1, null, Sample.NOON);
        buy("h", Verdict.REJECTED);
        assertThat(from.bring(reply)).isTrue();
        assertThat(from.bring(reply)).isFalse();
        assertThat(from.recall("h").orElseThrow().body()).isEqualTo("carried");
        assertThat(export(Selection.ALL)).containsExactly(reply);
    }

    @Test
    void aCarriedReplyIsSelectedByItsJobAndKeptWhileARunUsesIt() {
        buy("h", Verdict.GOOD);
        from.export(Selection.ALL).forEachRemaining(to::bring);
        long call = to.recall("h").orElseThrow().call();
        to.takeAccepted(any -> true);
        to.add("b", Sample.pending(1, 1));
        to.ok("b", 1, "{}", List.of(call));
        assertThat(to.usage("b").models()).isEqualTo(Map.of("any-2026", 1L));
        assertThat(to.clear(Selection.ALL, run -> false)).isZero();
        to.done("b");
        assertThat(to.clear(new Selection("cards", null, null), run -> false)).isZero();
        assertThat(to.clear(new Selection("words", null, null), run -> false)).isEqualTo(1);
    }

    @Test
    void aModelWithoutItsProviderIsRefused() {
        assertThatThrownBy(() -> to.bring(
                        new CarriedReply("h", "words", "nuance", "any", null, 200, "{}", 1, 1, null, Sample.NOON)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("provider/model, was any");
    }

    private void buy(String hash, Verdict verdict) {
        long call = from.ask(Sample.ask(hash, "a", 1));
        from.keep(call, 200, "reply " + hash);
        from.judge(call, verdict, Sample.cost(30));
        from.loaded("a");
    }

    private List<CarriedReply> export(Selection selection) {
        List<CarriedReply> all = new ArrayList<>();
        from.export(selection).forEachRemaining(all::add);
        return all;
    }

    private static List<CarriedReply> export(Ledger ledger) {
        List<CarriedReply> all = new ArrayList<>();
        ledger.export(Selection.ALL).forEachRemaining(all::add);
        return all;
    }
}
