package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.RunUsage;
import io.cama.ledger.ReplyStore;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCareTest {
    static final Predicate<Run> NO_RECEIPTS = run -> false;

    Sample.HandClock clock = new Sample.HandClock();
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anEmptyStoreHoldsNothing() {
        assertThat(ledger.storeStats()).isEqualTo(new StoreStats(0, 0, 0, 0, 0, null));
        assertThat(ledger.clear(Selection.ALL, NO_RECEIPTS)).isZero();
    }

    @Test
    void theStoreTellsRepliesFromEvidenceAndPackedFromWhole() {
        work("a", "h", "x".repeat(5000));
        reject("a", "h2");
        ledger.ask(Sample.ask("unanswered", "a", 1));
        StoreStats stats = ledger.storeStats();
        assertThat(stats.replies()).isEqualTo(1);
        assertThat(stats.evidence()).isEqualTo(1);
        assertThat(stats.bytes()).isEqualTo(5002);
        assertThat(stats.storedBytes()).isBetween(10L, 100L);
        assertThat(stats.oldest()).isEqualTo(Sample.NOON);
    }

    @Test
    void aFinishedRunLosesItsRepliesAndKeepsItsResults() {
        long call = finish("a", "h");
        RunUsage usage = ledger.usage("a");
        assertThat(ledger.clear(Selection.ALL, NO_RECEIPTS)).isEqualTo(1);
        assertThat(ledger.recall("h")).isEmpty();
        assertThat(ledger.calls("a", 1)).isEmpty();
        assertThat(ledger.results("a")).toIterable().hasSize(1);
        assertThat(ledger.usage("a")).isEqualTo(usage);
        assertThat(ledger.counts("a").ok()).isEqualTo(1);
        ledger.accept(Sample.run("b"));
        assertThat(ledger.ask(Sample.ask("h", "b", 1))).isGreaterThan(call);
    }

    @Test
    void aRunThatIsNotOverKeepsItsReplies() {
        work("a", "h", "{}");
        ledger.pause("a", "no key", null);
        assertThat(ledger.clear(Selection.ALL, NO_RECEIPTS)).isZero();
        assertThat(ledger.shrink(0, NO_RECEIPTS)).isZero();
        assertThat(ledger.recall("h")).isPresent();
    }

    @Test
    void aRunWhoseReceiptIsKeptKeepsItsReplies() {
        finish("a", "h1");
        finish("b", "h2");
        assertThat(ledger.clear(Selection.ALL, run -> run.id().equals("a"))).isEqualTo(1);
        assertThat(ledger.recall("h1")).isPresent();
        assertThat(ledger.recall("h2")).isEmpty();
    }

    @Test
    void aReplyAnotherRunHasRecalledStaysUntilThatIsOverToo() {
        long call = finish("a", "h");
        ledger.accept(Sample.run("b"));
        take("b");
        ledger.add("b", Sample.pending(1, 1));
        ledger.ok("b", 1, "{}", List.of(call));
        assertThat(ledger.clear(Selection.ALL, NO_RECEIPTS)).isZero();
        assertThat(ledger.done("b")).isTrue();
        assertThat(ledger.clear(Selection.ALL, run -> run.id().equals("b"))).isZero();
        assertThat(ledger.clear(Selection.ALL, NO_RECEIPTS)).isEqualTo(1);
    }

    @Test
    void aRunGivenAgainMeanwhileIsNotTouched() {
        finish("a", "h");
        assertThat(ledger.clear(Selection.ALL, run -> {
                    ledger.accept(Sample.run("a"));
                    return false;
                }))
                .isZero();
        assertThat(ledger.recall("h")).isPresent();
    }

    @Test
    void onlyWhatIsSelectedIsRemovedWithItsEvidence() {
        ledger.accept(Sample.run("a"));
        take("a");
        ledger.add("a", Sample.pending(1, 1));
        reject("a", "h1");
        keep(new Ask("h1", "a", 1, "nuance", 1, "demo", "any"), "{}");
        clock.set(Sample.NOON.plusSeconds(60));
        long last = keep(new Ask("h2", "a", 1, "nuance", 1, "other", "any"), "{}");
        ledger.ok("a", 1, "{}", List.of(last));
        ledger.done("a");
        assertThat(ledger.clear(new Selection("cards", null, null), NO_RECEIPTS))
                .isZero();
        assertThat(ledger.clear(new Selection("words", "other/none", null), NO_RECEIPTS))
                .isZero();
        assertThat(ledger.clear(new Selection("words", null, Sample.NOON), NO_RECEIPTS))
                .isZero();
        assertThat(ledger.clear(new Selection("words", "demo/any", Sample.NOON.plusMillis(1)), NO_RECEIPTS))
                .isEqualTo(1);
        assertThat(ledger.rejected("h1")).isEmpty();
        assertThat(ledger.storeStats().evidence()).isZero();
        assertThat(ledger.recall("h2")).isPresent();
    }

    @Test
    void manyRepliesAreRemovedInOneCall() {
        ledger.accept(Sample.run("a"));
        take("a");
        ledger.add("a", Sample.pending(1, 1));
        LongStream.rangeClosed(1, 700).forEach(i -> keep(Sample.ask("h" + i, "a", 1), "{}"));
        ledger.skip("a", 1, "enough");
        ledger.done("a");
        assertThat(ledger.clear(Selection.ALL, NO_RECEIPTS)).isEqualTo(700);
        assertThat(ledger.storeStats().replies()).isZero();
    }

    @Test
    void shrinkingRemovesTheOldestUntilTheRestFits() {
        ledger.accept(Sample.run("a"));
        take("a");
        ledger.add("a", Sample.pending(1, 1));
        for (int i = 1; i <= 4; i++) {
            clock.set(Sample.NOON.plusSeconds(i));
            keep(Sample.ask("h" + i, "a", 1), "x".repeat(99));
        }
        ledger.skip("a", 1, "enough");
        ledger.done("a");
        assertThat(ledger.shrink(400, NO_RECEIPTS)).isZero();
        assertThat(ledger.shrink(250, NO_RECEIPTS)).isEqualTo(2);
        assertThat(ledger.recall("h2")).isEmpty();
        assertThat(ledger.recall("h3")).isPresent();
        assertThat(ledger.storeStats().storedBytes()).isEqualTo(200);
    }

    @Test
    void whatHasOutlivedItsTimeIsRemoved() {
        finish("a", "h1");
        clock.set(Sample.NOON.plusSeconds(50));
        finish("b", "h2");
        Instant now = Sample.NOON.plusSeconds(100);
        assertThat(ledger.expire(Duration.ZERO, 0, now, NO_RECEIPTS)).isZero();
        assertThat(ledger.expire(Duration.ofSeconds(101), 0, now, NO_RECEIPTS)).isZero();
        assertThat(ledger.expire(Duration.ofSeconds(100), 0, now, run -> true)).isZero();
        assertThat(ledger.expire(Duration.ofSeconds(100), 0, now, NO_RECEIPTS)).isEqualTo(1);
        assertThat(ledger.recall("h1")).isEmpty();
        assertThat(ledger.recall("h2")).isPresent();
    }

    @Test
    void notAllExpireAtOnceWhenTheirTimeVaries() {
        ledger.accept(Sample.run("a"));
        take("a");
        ledger.add("a", Sample.pending(1, 1));
        LongStream.rangeClosed(1, 100).forEach(i -> keep(Sample.ask("h" + i, "a", 1), "{}"));
        ledger.skip("a", 1, "enough");
        ledger.done("a");
        Duration ttl = Duration.ofSeconds(1000);
        assertThat(ledger.expire(ttl, 0.1, Sample.NOON.plusSeconds(899), NO_RECEIPTS))
                .isZero();
        long atHalf = ledger.expire(ttl, 0.1, Sample.NOON.plusSeconds(1000), NO_RECEIPTS);
        assertThat(atHalf).isBetween(25L, 75L);
        assertThat(ledger.expire(ttl, 0.1, Sample.NOON.plusSeconds(1100), NO_RECEIPTS))
                .isEqualTo(100 - atHalf);
    }

    @Test
    void anAgeVariesByATenthEitherWayAndIsAlwaysAlikeForOneReply() {
        Duration ttl = Duration.ofSeconds(1000);
        assertThat(LongStream.rangeClosed(1, 1000)
                        .map(call -> ReplyStore.jittered(ttl, 0.1, call).toMillis())
                        .boxed())
                .allMatch(age -> age >= 900_000 && age <= 1_100_000)
                .anyMatch(age -> age < 910_000)
                .anyMatch(age -> age > 1_090_000)
                .hasSize(1000);
        assertThat(ReplyStore.jittered(ttl, 0.1, 7)).isEqualTo(ReplyStore.jittered(ttl, 0.1, 7));
        assertThat(ReplyStore.jittered(ttl, 0, 7)).isEqualTo(ttl);
        assertThatThrownBy(() -> ReplyStore.jittered(ttl, 1.1, 7)).hasMessageContaining("0 to 1");
    }

    private long finish(String run, String hash) {
        long call = work(run, hash, "{}");
        assertThat(ledger.done(run)).isTrue();
        return call;
    }

    private long work(String run, String hash, String body) {
        ledger.accept(Sample.run(run));
        take(run);
        ledger.add(run, Sample.pending(1, 1));
        long call = keep(Sample.ask(hash, run, 1, 50), body);
        ledger.ok(run, 1, "{}", List.of(call));
        return call;
    }

    private void take(String run) {
        assertThat(ledger.takeAccepted(next -> next.id().equals(run))).isPresent();
    }

    private long keep(Ask ask, String body) {
        long call = ledger.ask(ask);
        ledger.keep(call, 200, body);
        ledger.judge(call, Verdict.GOOD, Sample.cost(30));
        return call;
    }

    private void reject(String run, String hash) {
        long call = ledger.ask(Sample.ask(hash, run, 1));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.REJECTED, Sample.wrong("no"));
        assertThat(ledger.rejected(hash).orElseThrow().reason()).isEqualTo(Reason.INVALID_JSON);
    }
}
