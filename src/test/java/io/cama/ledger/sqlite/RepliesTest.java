package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.KeptReply;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepliesTest {
    Path folder;

    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        ledger = Sample.open(folder);
        for (String id : List.of("a", "b")) {
            ledger.accept(Sample.run(id));
            ledger.add(id, Sample.pending(1, 3));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aKeptReplyIsRecalledWholeByItsHash() {
        long call = ledger.ask(Sample.ask("h", "a", 1));
        ledger.keep(call, 200, "raw \u0000 답");
        assertThat(ledger.recall("h"))
                .contains(new KeptReply(call, "h", 1, Verdict.UNCHECKED, 200, "raw \u0000 답", null, 0, 0, null, null));
        ledger.judge(call, Verdict.GOOD, new Reading("m-1", new Usage(12, 7), 0L, null, null));
        ledger.skip("a", 2, "a later write");
        assertThat(ledger.recall("h"))
                .contains(new KeptReply(call, "h", 1, Verdict.GOOD, 200, "raw \u0000 답", "m-1", 12, 7, null, null));
        assertThat(ledger.recall("other")).isEmpty();
    }

    @Test
    void whatIsKnownOfARequestIsAUsableReplyElseTheNewestRejectedOne() {
        assertThat(ledger.known("h")).isEmpty();
        long good = answered("h", Verdict.GOOD);
        answered("h", Verdict.REJECTED);
        assertThat(ledger.known("h")).map(KeptReply::call).contains(good);
        answered("r", Verdict.REJECTED);
        long newest = answered("r", Verdict.REJECTED);
        assertThat(ledger.known("r")).map(KeptReply::call).contains(newest);
        ledger.ask(Sample.ask("open", "a", 1));
        assertThat(ledger.known("open")).isEmpty();
    }

    private long answered(String hash, Verdict verdict) {
        long call = ledger.ask(Sample.ask(hash, "a", 1));
        ledger.keep(call, 200, "text");
        ledger.judge(call, verdict, Sample.READ);
        ledger.flush();
        return call;
    }

    @Test
    void aCallWithoutAReplyIsNotRecalled() {
        ledger.ask(Sample.ask("h", "a", 1));
        long failed = ledger.ask(Sample.ask("h", "a", 1));
        ledger.failed(failed, Reason.UPSTREAM_5XX, "503", 503, "busy", false);
        assertThat(ledger.recall("h")).isEmpty();
        assertThat(ledger.calls("a", 1))
                .extracting(CallLook::verdict, CallLook::status, CallLook::body)
                .containsExactly(tuple(Verdict.ASKED, 0, ""), tuple(Verdict.FAILED, 503, "busy"));
    }

    @Test
    void aRejectedReplyStaysAsEvidenceAndTheNextIsAnotherAttempt() {
        long first = kept("h", "a", 1);
        ledger.judge(first, Verdict.REJECTED, Sample.wrong("no json"));
        assertThat(ledger.recall("h")).isEmpty();
        long second = kept("h", "a", 1);
        ledger.judge(second, Verdict.GOOD, Sample.READ);
        assertThat(ledger.recall("h").orElseThrow().attempt()).isEqualTo(2);
        assertThat(ledger.calls("a", 1)).extracting(CallLook::call).containsExactly(first, second);
    }

    @Test
    void aRejectedReplyIsNeverMadeGoodAgain() {
        long call = kept("h", "a", 1);
        ledger.judge(call, Verdict.REJECTED, Sample.wrong("no json"));
        ledger.judge(call, Verdict.GOOD, Sample.READ);
        ledger.skip("a", 2, "a later write");
        assertThat(ledger.recall("h")).isEmpty();
    }

    @Test
    void theNewestUsableReplyIsRecalled() {
        kept("h", "a", 1);
        long second = kept("h", "b", 1);
        assertThat(ledger.recall("h").orElseThrow().call()).isEqualTo(second);
        ledger.judge(second, Verdict.REJECTED, Sample.wrong("no"));
        assertThat(ledger.recall("h").orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void aGoodVerdictIsWrittenBeforeTheNextWriteOfTheThread() {
        long call = kept("h", "a", 1);
        ledger.judge(call, Verdict.GOOD, Sample.READ);
        ledger.ok("a", 1, "{}", List.of(call));
        assertThat(ledger.recall("h").orElseThrow().verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void onlyGoodAndRejectedAreVerdicts() {
        assertThatThrownBy(() -> ledger.judge(1, Verdict.ASKED, Sample.READ)).hasMessageContaining("not ASKED");
    }

    @Test
    void aReplyThatComesAfterItsCallWasGivenUpIsKept() {
        long call = ledger.ask(Sample.ask("h", "a", 1));
        ledger.failed(call, Reason.TIMEOUT, "60 s", 0, null, false);
        ledger.keep(call, 200, "late");
        assertThat(ledger.recall("h").orElseThrow().body()).isEqualTo("late");
    }

    @Test
    void aReplyFoundToBeNoneKeepsItsBody() {
        long call = kept("h", "a", 1);
        ledger.failed(call, Reason.QUOTA_EXHAUSTED, "no credit", 200, null, false);
        assertThat(ledger.recall("h")).isEmpty();
        assertThat(ledger.calls("a", 1).get(0).body()).isEqualTo("{}");
    }

    @Test
    void aCallTakesOneReplyOnly() {
        long call = kept("h", "a", 1);
        assertThatThrownBy(() -> ledger.keep(call, 200, "second")).hasMessageContaining("call " + call);
        assertThatThrownBy(() -> ledger.failed(99, Reason.NET_IO, "reset", 0, null, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallForAnUnknownRunIsRefused() {
        assertThatThrownBy(() -> ledger.ask(Sample.ask("h", "none", 1))).hasMessageContaining("run none");
    }

    @Test
    void attemptsCountByItemPromptAndPassAndOutliveTheProcess() {
        ledger.ask(Sample.ask("h", "a", 1));
        ledger.ask(Sample.ask("h", "a", 1));
        ledger.ask(Sample.ask("h", "a", 2));
        ledger.ask(Sample.ask("h", "b", 1));
        ledger.ask(new Ask("h", "a", 1, "cards", 1, "demo", "any"));
        ledger.ask(new Ask("h", "a", 1, "nuance", 2, "demo", "any"));
        ledger.close();
        ledger = Sample.open(folder);
        assertThat(ledger.attempts("a", 1, "nuance", 1)).hasSize(2);
        assertThat(ledger.attempts("a", 1, "nuance", 2)).hasSize(1);
        assertThat(ledger.attempts("a", 1, "cards", 1)).hasSize(1);
        assertThat(ledger.attempts("a", 3, "nuance", 1)).isEmpty();
    }

    @Test
    void attemptsStartOverWhenTheRunIsGivenAgain() {
        ledger.ask(Sample.ask("h", "a", 1));
        ledger.pause("a", "no key", null);
        ledger.accept(Sample.run("a"));
        assertThat(ledger.attempts("a", 1, "nuance", 1)).isEmpty();
        assertThat(ledger.run("a").orElseThrow().calls()).isEqualTo(1);
    }

    private long kept(String hash, String run, long position) {
        long call = ledger.ask(Sample.ask(hash, run, position));
        ledger.keep(call, 200, "{}");
        return call;
    }
}
