package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Attempt;
import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Counts;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.Terms;
import io.cama.model.Terms.Recall;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TermsTest {
    static final Terms ANEW = new Terms(Recall.SINCE_GIVEN, 0, false);

    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theTermsOfTheLatestSubmissionHold() {
        Terms latest = new Terms(Recall.OWN, 5_000_000_000L, true);
        ledger.accept(Sample.run("a"));
        assertThat(ledger.accept(Sample.run("a", latest)).terms()).isEqualTo(latest);
        assertThat(ledger.takeAccepted(any -> true).orElseThrow().terms()).isEqualTo(latest);
        assertThat(ledger.accept(Sample.run("a")).terms()).isEqualTo(Terms.USUAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Recall.class,
            mode = Mode.EXCLUDE,
            names = {"ALL", "OFFLINE"})
    void aFinishedRunThatMayNotUseWhatWasBoughtIsAskedAnew(Recall recall) {
        long before = finish("a");
        Run again = ledger.accept(Sample.run("a", new Terms(recall, 0, false)));
        assertThat(ledger.pending("a", 0, 9)).containsExactly(1L, 2L);
        assertThat(ledger.counts("a").ok()).isZero();
        assertThat(ledger.counts("a").recalled()).isZero();
        assertThat(ledger.counts("a").dead()).isZero();
        assertThat(ledger.counts("a").pending()).isEqualTo(2);
        assertThat(ledger.deadLetters("a")).isExhausted();
        assertThat(ledger.results("a")).isExhausted();
        assertThat(ledger.usage("a").models()).isEmpty();
        assertThat(ledger.attempts("a", 1, "nuance", 1)).isEmpty();
        assertThat(again.firstCall()).isGreaterThan(before);
        assertThat(ledger.recall("h", again.firstCall())).isEmpty();
        assertThat(ledger.recall("h")).isPresent();
    }

    @Test
    void aRowThatCouldNotBeReadStaysDeadWhenTheRestIsAskedAnew() {
        ledger.accept(Sample.run("a"));
        ledger.takeAccepted(any -> true);
        answer("a");
        ledger.add("a", Sample.pending(3, 5));
        ledger.dead("a", 3, Reason.RAGGED_ROW, "2 fields instead of 3");
        ledger.dead("a", 4, Reason.BAD_LINE, "no JSON");
        ledger.skip("a", 5, "beyond the limit");
        assertThat(ledger.done("a")).isTrue();
        ledger.accept(Sample.run("a", ANEW));
        assertThat(ledger.pending("a", 0, 9)).containsExactly(1L, 2L);
        assertThat(ledger.counts("a")).isEqualTo(new Counts(5, 0, 2, 1, 2, 0));
        ledger.accept(Sample.run("b"));
        assertThat(ledger.counts("a").dead()).isEqualTo(2);
    }

    @Test
    void aRunGivenAgainOnTheUsualTermsKeepsItsDeadLetters() {
        finish("a");
        ledger.accept(Sample.run("a"));
        assertThat(ledger.pending("a", 0, 9)).isEmpty();
        assertThat(ledger.counts("a").dead()).isEqualTo(1);
    }

    @Test
    void aRunGivenAgainWhileRunningIsAskedAnewOnceItIsDone() {
        ledger.accept(Sample.run("a"));
        ledger.takeAccepted(any -> true);
        ledger.accept(Sample.run("a", ANEW));
        answer("a");
        assertThat(ledger.done("a")).isFalse();
        assertThat(ledger.item("a", 1).orElseThrow().state()).isEqualTo(ItemState.PENDING);
    }

    @Test
    void aPausedRunKeepsWhatItHasBoughtSinceItWasGiven() {
        Run given = ledger.accept(Sample.run("a", ANEW));
        answer("a");
        ledger.pause("a", "no key", null);
        Run again = ledger.accept(Sample.run("a", ANEW));
        assertThat(ledger.counts("a").ok()).isEqualTo(1);
        assertThat(again.firstCall()).isEqualTo(given.firstCall());
        assertThat(ledger.recall("h", again.firstCall())).isPresent();
    }

    @Test
    void retryingDeadLettersDoesNotAskTheRestAnew() {
        ledger.accept(Sample.run("a", ANEW));
        ledger.takeAccepted(any -> true);
        answer("a");
        assertThat(ledger.done("a")).isTrue();
        ledger.retryDead("a", List.of());
        assertThat(ledger.pending("a", 0, 9)).containsExactly(2L);
        assertThat(ledger.counts("a").ok()).isEqualTo(1);
    }

    @Test
    void aReplyBoughtForTheVeryItemIsToldFromAnEqualOne() {
        Run run = ledger.accept(Sample.run("a"));
        ledger.add("a", Sample.pending(1, 2));
        long first = kept("h", 1);
        assertThat(ledger.recall("h", run.firstCall(), "a", 1))
                .map(KeptReply::call)
                .contains(first);
        assertThat(ledger.recall("h", run.firstCall(), "a", 2)).isEmpty();
        assertThat(ledger.recall("h", first + 1, "a", 1)).isEmpty();
        long second = kept("h", 1);
        assertThat(ledger.recall("h", run.firstCall(), "a", 1))
                .map(KeptReply::call)
                .contains(second);
    }

    @Test
    void attemptsTellWhatBecameOfEachCallInOrder() {
        ledger.accept(Sample.run("a"));
        ledger.add("a", Sample.pending(1, 1));
        long failed = ledger.ask(Sample.ask("h1", "a", 1));
        ledger.failed(failed, Reason.TIMEOUT, "60 s", 0, null, true);
        long rejected = kept("h2", 1);
        ledger.judge(rejected, Verdict.REJECTED, Sample.wrong("no json"));
        long asked = ledger.ask(Sample.ask("h2", "a", 1));
        assertThat(ledger.attempts("a", 1, "nuance", 1))
                .extracting(Attempt::call, Attempt::hash, Attempt::model, Attempt::verdict, Attempt::reason)
                .containsExactly(
                        tuple(failed, "h1", "demo/any", Verdict.FAILED, Reason.TIMEOUT),
                        tuple(rejected, "h2", "demo/any", Verdict.REJECTED, Reason.INVALID_JSON),
                        tuple(asked, "h2", "demo/any", Verdict.ASKED, null));
    }

    private long finish(String id) {
        ledger.accept(Sample.run(id));
        ledger.takeAccepted(any -> true);
        long call = answer(id);
        assertThat(ledger.done(id)).isTrue();
        return call;
    }

    private long answer(String id) {
        ledger.add(id, Sample.pending(1, 2));
        long call = ledger.ask(Sample.ask("h", id, 1));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, Sample.READ);
        ledger.ok(id, 1, "{}", List.of(call));
        ledger.dead(id, 2, Reason.REFUSED, "no");
        return call;
    }

    private long kept(String hash, long position) {
        long call = ledger.ask(Sample.ask(hash, "a", position));
        ledger.keep(call, 200, "{}");
        return call;
    }
}
