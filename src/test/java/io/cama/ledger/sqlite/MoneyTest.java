package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.Spend.Caps;
import io.cama.ledger.Spend.Permission;
import io.cama.ledger.Spend.Permission.Granted;
import io.cama.ledger.Spend.Permission.Over;
import io.cama.ledger.Spend.Permission.Wait;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.Spend.Scope;
import io.cama.model.Reason;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoneyTest {
    static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    Sample.HandClock clock = new Sample.HandClock();
    Path folder;
    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
        ledger = Sample.open(folder, clock);
        for (String id : new String[] {"a", "b"}) {
            ledger.accept(Sample.run(id));
            ledger.add(id, Sample.pending(1, 9));
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anAskedCallReservesItsWorstCost() {
        ask("h", 70);
        assertCost(0, 70, 0, 0);
        assertThat(ledger.spentOn(TODAY)).isZero();
    }

    @Test
    void aGoodReplySettlesWhatItReallyCost() {
        good(ask("h", 70), 30);
        assertCost(30, 0, 0, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(30);
    }

    @Test
    void aRejectedReplyHasBeenPaidForToo() {
        long call = kept("h", 70);
        ledger.judge(
                call,
                Verdict.REJECTED,
                new Reading("m", new Usage(3, 1), 20L, Reason.SCHEMA_MISMATCH, "no such field"));
        assertCost(20, 0, 0, 0);
        assertThat(ledger.rejected("h").orElseThrow().reason()).isEqualTo(Reason.SCHEMA_MISMATCH);
        assertThat(ledger.rejected("h").orElseThrow().why()).isEqualTo("no such field");
        assertThat(ledger.rejected("other")).isEmpty();
    }

    @Test
    void aCallThatFailedForSureCostsNothing() {
        ledger.failed(ask("h", 70), Reason.NET_CONNECT, "refused", 0, null, false);
        assertCost(0, 0, 0, 0);
    }

    @Test
    void aCallThatMayHaveBeenPaidCountsAtItsWorst() {
        ledger.failed(ask("h", 70), Reason.TIMEOUT, "60 s", 0, null, true);
        assertCost(70, 0, 70, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(70);
    }

    @Test
    void aLateReplyMakesAnUncertainCostCertain() {
        long call = ask("h", 70);
        ledger.failed(call, Reason.TIMEOUT, "60 s", 0, null, true);
        good(call, 30);
        assertCost(30, 0, 0, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(30);
    }

    @Test
    void aLateReplyToACallThoughtFreeIsPaidAllTheSame() {
        long call = ask("h", 70);
        ledger.failed(call, Reason.NET_IO, "reset", 0, null, false);
        good(call, 30);
        assertCost(30, 0, 0, 0);
    }

    @Test
    void aWithdrawnCallLeavesNoTraceAndItsNumberIsNotUsedAgain() {
        long call = ask("h", 70);
        ledger.withdraw(call);
        assertCost(0, 0, 0, 0);
        assertThat(ledger.run("a").orElseThrow().calls()).isZero();
        assertThat(ledger.calls("a", 1)).isEmpty();
        assertThat(ask("h", 70)).isGreaterThan(call);
    }

    @Test
    void aReplyJudgedTwiceIsCountedOnce() {
        long call = ask("h", 70);
        good(call, 30);
        ledger.judge(call, Verdict.GOOD, Sample.cost(40));
        ledger.skip("a", 9, "a later write");
        assertCost(30, 0, 0, 0);
        assertThat(ledger.usage("a").inputTokens()).isEqualTo(10);
        assertThat(ledger.sizes("demo/any", "words", "nuance").calls()).isEqualTo(1);
    }

    @Test
    void tokensWithoutAPriceAreCountedAndReserveNothingAnyMore() {
        long call = kept("h", 70);
        ledger.judge(call, Verdict.REJECTED, new Reading("m", new Usage(3, 1), null, Reason.INVALID_JSON, "no"));
        assertCost(0, 0, 0, 1);
    }

    @Test
    void aReplyThatTellsNeitherCostNorTokensCountsAtItsWorst() {
        long call = kept("h", 70);
        ledger.judge(call, Verdict.REJECTED, new Reading("m", Usage.NONE, null, Reason.INVALID_JSON, "no"));
        assertCost(70, 0, 70, 0);
    }

    @Test
    void aCallWaitsWhileThoseInFlightMightReachTheCap() {
        long first = ask("h1", 70);
        assertThat(permission("h2", 40, new Caps(100, Long.MAX_VALUE))).isEqualTo(new Wait(Scope.RUN));
        assertThat(permission("h2", 40, new Caps(Long.MAX_VALUE, 100))).isEqualTo(new Wait(Scope.DAY));
        assertThat(ledger.calls("a", 1)).hasSize(1);
        good(first, 30);
        assertThat(permission("h2", 70, new Caps(100, 100))).isInstanceOf(Granted.class);
    }

    @Test
    void aCallThatWouldExceedTheCapIsRefusedAndNotNoted() {
        good(ask("h1", 70), 70);
        assertThat(permission("h2", 31, new Caps(100, 1000))).isEqualTo(new Over(Scope.RUN, 70, 31, 100));
        assertThat(permission("h2", 31, new Caps(1000, 100))).isEqualTo(new Over(Scope.DAY, 70, 31, 100));
        assertThat(permission("h2", 30, new Caps(100, 100))).isInstanceOf(Granted.class);
        assertThat(ledger.run("a").orElseThrow().calls()).isEqualTo(2);
    }

    @Test
    void aDayIsSharedByAllRunsAndEndsAtMidnight() {
        good(ask("h1", 70), 70);
        Caps caps = new Caps(Long.MAX_VALUE, 100);
        assertThat(ledger.ask(Sample.ask("h2", "b", 1, 40), caps)).isInstanceOf(Over.class);
        clock.set(Sample.NOON.plus(Duration.ofHours(12)));
        assertThat(ledger.ask(Sample.ask("h2", "b", 1, 40), caps)).isInstanceOf(Granted.class);
    }

    @Test
    void aReplyAfterMidnightIsPaidForOnTheDayItWasAskedFor() {
        long call = ask("h", 70);
        clock.set(Sample.NOON.plus(Duration.ofHours(13)));
        good(call, 30);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(30);
        assertThat(ledger.spentOn(TODAY.plusDays(1))).isZero();
    }

    @Test
    void whatAnEarlierProcessHadReservedIsSpentAndUncertainOnTheDayItWasAsked() {
        ask("h1", 70);
        long answered = kept("h2", 50);
        ledger.close();
        clock.set(Sample.NOON.plus(Duration.ofDays(2)));
        ledger = Sample.open(folder, clock);
        assertCost(120, 0, 120, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(120);
        assertThat(ledger.spentOn(TODAY.plusDays(2))).isZero();
        ledger.judge(answered, Verdict.GOOD, Sample.cost(10));
        ledger.skip("a", 9, "a later write");
        assertCost(80, 0, 70, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(80);
    }

    @Test
    void aFinishedRunGivenAgainStartsFromZeroWhileTheDayGoesOn() {
        good(ask("h", 70), 30);
        finish();
        ledger.accept(Sample.run("a"));
        assertCost(0, 0, 0, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(30);
    }

    @Test
    void anEarlierSubmissionsCallDoesNotCountForTheRunGivenAgain() {
        long late = ask("h", 70);
        finish();
        ledger.accept(Sample.run("a"));
        good(late, 30);
        assertCost(0, 0, 0, 0);
        assertThat(ledger.spentOn(TODAY)).isEqualTo(30);
    }

    @Test
    void anUnknownRunHasSpentNothing() {
        assertThat(ledger.cost("none")).isEqualTo(new RunCost(0, 0, 0, 0));
    }

    private void finish() {
        for (int position = 1; position <= 9; position++) {
            ledger.skip("a", position, "enough");
        }
        assertThat(ledger.done("a")).isTrue();
    }

    private Permission permission(String hash, long worst, Caps caps) {
        return ledger.ask(Sample.ask(hash, "a", 1, worst), caps);
    }

    private long ask(String hash, long worst) {
        return ledger.ask(Sample.ask(hash, "a", 1, worst));
    }

    private long kept(String hash, long worst) {
        long call = ask(hash, worst);
        ledger.keep(call, 200, "{}");
        return call;
    }

    private void good(long call, long cost) {
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, Sample.cost(cost));
        ledger.skip("b", 9, "a later write");
    }

    private void assertCost(long spent, long reserved, long uncertain, long unpriced) {
        assertThat(ledger.cost("a")).isEqualTo(new RunCost(spent, reserved, uncertain, unpriced));
    }
}
