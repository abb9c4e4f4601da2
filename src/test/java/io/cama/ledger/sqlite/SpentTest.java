package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.Spend.By;
import io.cama.ledger.Spend.Load;
import io.cama.ledger.Spend.Sizes;
import io.cama.ledger.Spend.Spent;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpentTest {
    static final Instant NEXT_DAY = Sample.NOON.plus(Duration.ofDays(1));

    Sample.HandClock clock = new Sample.HandClock();
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder, clock);
        for (String id : List.of("a", "b")) {
            ledger.accept(Sample.run(id));
            ledger.add(id, Sample.pending(1, 1));
        }
        good("a", "nuance", "demo", 10, 4, 100);
        good("b", "cards", "other", 20, 8, 300);
        clock.set(NEXT_DAY);
        good("a", "cards", "demo", 30, 12, 50);
        ledger.failed(
                ledger.ask(new Ask("x", "a", 1, "nuance", 1, "demo", "any", 7, 60)),
                Reason.TIMEOUT,
                "60 s",
                0,
                null,
                true);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatWasSpentIsAddedUpByWhatIsAskedFor() {
        assertThat(ledger.spent(By.DAY, Instant.EPOCH))
                .containsExactly(new Spent("2026-11-21", 2, 30, 12, 400), new Spent("2026-11-22", 2, 30, 12, 110));
        assertThat(ledger.spent(By.JOB, Instant.EPOCH)).containsExactly(new Spent("words", 4, 60, 24, 510));
        assertThat(ledger.spent(By.PROMPT, Instant.EPOCH))
                .containsExactly(new Spent("cards", 2, 50, 20, 350), new Spent("nuance", 2, 10, 4, 160));
        assertThat(ledger.spent(By.MODEL, Instant.EPOCH))
                .containsExactly(new Spent("other/any", 1, 20, 8, 300), new Spent("demo/any", 3, 40, 16, 210));
        assertThat(ledger.spent(By.RUN, Instant.EPOCH))
                .containsExactly(new Spent("b", 1, 20, 8, 300), new Spent("a", 3, 40, 16, 210));
    }

    @Test
    void onlyWhatWasAskedSinceCounts() {
        assertThat(ledger.spent(By.JOB, NEXT_DAY)).containsExactly(new Spent("words", 2, 30, 12, 110));
        assertThat(ledger.spent(By.JOB, NEXT_DAY.plusMillis(1))).isEmpty();
    }

    @Test
    void whatRemovedRepliesCostIsStillToldByTheDay() {
        for (String id : List.of("a", "b")) {
            ledger.skip(id, 1, "enough");
            ledger.done(id);
        }
        List<Spent> before = ledger.spent(By.MODEL, Instant.EPOCH);
        assertThat(ledger.clear(new Selection(null, "demo/any", NEXT_DAY), run -> false))
                .isEqualTo(1);
        assertThat(ledger.clear(Selection.ALL, run -> false)).isEqualTo(2);
        assertThat(ledger.spent(By.MODEL, Instant.EPOCH)).isEqualTo(before);
        assertThat(ledger.spent(By.JOB, NEXT_DAY.plusMillis(1))).containsExactly(new Spent("words", 2, 30, 12, 110));
    }

    @Test
    void theLoadOfAProviderIsToldByTheMinute() {
        clock.set(NEXT_DAY.plusSeconds(59));
        good("a", "cards", "demo", 1, 1, 0);
        clock.set(NEXT_DAY.plusSeconds(60));
        ledger.ask(new Ask("y", "a", 1, "nuance", 1, "demo", "any", 5, 0));
        assertThat(ledger.load("demo", NEXT_DAY))
                .containsExactly(new Load(NEXT_DAY, 3, 42 + 7 + 2), new Load(NEXT_DAY.plusSeconds(60), 1, 5));
        assertThat(ledger.load("other", NEXT_DAY)).isEmpty();
    }

    @Test
    void sizesAreLearntFromGoodRepliesOnly() {
        ask("a", "nuance", 20, Verdict.GOOD, new Usage(30, 6));
        ask("a", "nuance", 20, Verdict.REJECTED, new Usage(500, 500));
        ledger.skip("a", 1, "a later write");
        Sizes nuance = ledger.sizes("demo/any", "words", "nuance");
        assertThat(nuance.calls()).isEqualTo(2);
        assertThat(nuance.inputRatio()).isCloseTo(1.5, within(1e-9));
        assertThat(nuance.meanOutput()).isCloseTo(5, within(1e-9));
        assertThat(nuance.maxOutput()).isEqualTo(6);
        assertThat(ledger.sizes("demo/any", null, null).calls()).isEqualTo(3);
        assertThat(ledger.sizes("demo/any", null, null).maxOutput()).isEqualTo(12);
        assertThat(ledger.sizes("demo/none", "words", "nuance").calls()).isZero();
    }

    private void ask(String run, String prompt, long estimate, Verdict verdict, Usage usage) {
        long call = ledger.ask(new Ask("h", run, 1, prompt, 1, "demo", "any", estimate, 0));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, verdict, new Reading("m", usage, 0L, null, null));
    }

    private void good(String run, String prompt, String provider, long in, long out, long cost) {
        long call = ledger.ask(new Ask("h" + provider, run, 1, prompt, 1, provider, "any", 0, cost));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, new Reading("m", new Usage(in, out), cost, null, null));
        ledger.nextPass(run);
    }

    @Test
    void whatOneRunSpentIsAddedUpByPromptAndModel() {
        assertThat(ledger.spent(By.PROMPT, "a"))
                .containsExactly(new Spent("nuance", 2, 10, 4, 160), new Spent("cards", 1, 30, 12, 50));
        assertThat(ledger.spent(By.MODEL, "b")).containsExactly(new Spent("other/any", 1, 20, 8, 300));
        assertThat(ledger.spent(By.MODEL, "nobody")).isEmpty();
    }
}
