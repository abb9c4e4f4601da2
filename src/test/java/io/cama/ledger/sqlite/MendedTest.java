package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Attempt;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.Replies.Reading;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MendedTest {
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder);
        for (String id : List.of("a", "b")) {
            ledger.accept(Sample.run(id));
            ledger.add(id, Sample.pending(1, 9));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatWasMendedIsKeptWithAReplyThatIsStillGood() {
        long call = good("h", 1, "a fence was removed");
        ledger.ok("a", 1, "{}", List.of(call));
        KeptReply kept = ledger.recall("h").orElseThrow();
        assertThat(kept.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(kept.why()).isEqualTo("a fence was removed");
        assertThat(kept.reason()).isNull();
        assertThat(ledger.rejected("h")).isEmpty();
        assertThat(ledger.attempts("a", 1, "nuance", 1))
                .extracting(Attempt::reason)
                .containsOnlyNulls();
    }

    @Test
    void repliesInTheResultsAreCountedOnceAndByTheirOwnRun() {
        long mended = good("h1", 1, "a fence was removed");
        ledger.ok("a", 1, "{}", List.of(mended, good("h2", 1, null), good("h3", 1, "a comma was added")));
        ledger.ok("a", 2, "{}", List.of(good("h4", 2, null), mended));
        ledger.ok("b", 1, "{}", List.of(mended));
        assertThat(ledger.mended("a")).isEqualTo(2);
        assertThat(ledger.mended("b")).isEqualTo(1);
        assertThat(ledger.mended("none")).isZero();
    }

    @Test
    void aMendedReplyThatIsInNoResultIsNotCounted() {
        good("h1", 1, "a fence was removed");
        ledger.ok("a", 1, "{}", List.of(good("h2", 1, null)));
        ledger.dead("a", 2, Reason.REFUSED, "no");
        assertThat(ledger.mended("a")).isZero();
    }

    @Test
    void aLateReplyIsNotMendedForHavingBeenLate() {
        long call = ledger.ask(Sample.ask("h", "a", 1));
        ledger.failed(call, Reason.TIMEOUT, "60 s", 0, null, true);
        judge(call, null);
        ledger.ok("a", 1, "{}", List.of(call));
        assertThat(ledger.recall("h").orElseThrow().why()).isNull();
        assertThat(ledger.mended("a")).isZero();
    }

    @Test
    void aGoodReplyReadAgainLearnsWhatWasMendedInIt() {
        long call = good("h", 1, null);
        ledger.judge(call, Verdict.GOOD, reading("a comma was added"));
        ledger.ok("a", 1, "{}", List.of(call));
        assertThat(ledger.mended("a")).isEqualTo(1);
        assertThat(ledger.usage("a").inputTokens()).isEqualTo(10);
    }

    private long good(String hash, long position, @Nullable String why) {
        long call = ledger.ask(Sample.ask(hash, "a", position));
        judge(call, why);
        return call;
    }

    private void judge(long call, @Nullable String why) {
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, reading(why));
    }

    private static Reading reading(@Nullable String why) {
        return new Reading("any-2026", new Usage(10, 4), 0L, null, why);
    }
}
