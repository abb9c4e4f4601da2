package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenAgainTest {
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
    void aPausedRunGivenAgainWaitsAtTheEndInPassOne() {
        ledger.accept(Sample.run("a"));
        ledger.nextPass("a");
        ledger.pause("a", "no key", Sample.NOON);
        ledger.accept(Sample.run("b"));
        Run again = ledger.accept(Sample.run("a", 2, "/elsewhere"));
        assertThat(again.state()).isEqualTo(RunState.ACCEPTED);
        assertThat(again.pass()).isEqualTo(1);
        assertThat(again.reason()).isNull();
        assertThat(again.resumeAt()).isNull();
        assertThat(again.outbox()).isEqualTo("/elsewhere");
        assertThat(again.turn()).isGreaterThan(stored("b").turn());
    }

    @Test
    void aWaitingRunGivenAgainKeepsItsPlace() {
        long turn = ledger.accept(Sample.run("a")).turn();
        ledger.accept(Sample.run("b"));
        Run again = ledger.accept(Sample.run("a", 5, "/elsewhere"));
        assertThat(again.turn()).isEqualTo(turn);
        assertThat(again.outbox()).isEqualTo("/elsewhere");
    }

    @Test
    void aRejectedRunGivenAgainWaitsAgain() {
        ledger.accept(Sample.run("a"));
        ledger.reject("a", "no text");
        assertThat(stored("a").state()).isEqualTo(RunState.REJECTED);
        assertThat(stored("a").ended()).isEqualTo(Sample.NOON);
        Run again = ledger.accept(Sample.run("a"));
        assertThat(again.state()).isEqualTo(RunState.ACCEPTED);
        assertThat(again.reason()).isNull();
        assertThat(again.ended()).isNull();
    }

    @Test
    void aFinishedRunGivenAgainIsPublishedAgainWithoutCalls() {
        finish("a");
        assertThat(stored("a").calls()).isEqualTo(1);
        Run again = ledger.accept(Sample.run("a", 5, "/elsewhere"));
        assertThat(again.state()).isEqualTo(RunState.ACCEPTED);
        assertThat(again.calls()).isZero();
        assertThat(again.started()).isNull();
        assertThat(again.ended()).isNull();
        assertThat(again.loaded()).isTrue();
        assertThat(ledger.counts("a").recalled()).isEqualTo(1);
        assertThat(ledger.usage("a").inputTokens()).isZero();
        assertThat(ledger.usage("a").models()).containsExactly(Map.entry("any-2026", 1L));
    }

    @Test
    void aRunGivenAgainWhileRunningGoesOnAndWaitsAgainOnceDone() {
        ledger.accept(Sample.run("a"));
        take();
        Run again = ledger.accept(Sample.run("a", 5, "/elsewhere"));
        assertThat(again.state()).isEqualTo(RunState.RUNNING);
        assertThat(ledger.done("a")).isFalse();
        assertThat(stored("a").state()).isEqualTo(RunState.ACCEPTED);
        take();
        assertThat(ledger.done("a")).isTrue();
        assertThat(stored("a").state()).isEqualTo(RunState.DONE);
    }

    private void finish(String id) {
        ledger.accept(Sample.run(id));
        take();
        ledger.add(id, Sample.pending(1, 1));
        ledger.loaded(id);
        long call = ledger.ask(Sample.ask("h", id, 1));
        ledger.keep(call, 200, "{}");
        ledger.judge(call, Verdict.GOOD, Sample.READ);
        ledger.ok(id, 1, "{}", List.of(call));
        assertThat(ledger.done(id)).isTrue();
    }

    private String take() {
        return ledger.takeAccepted(any -> true).orElseThrow().id();
    }

    private Run stored(String id) {
        return ledger.run(id).orElseThrow();
    }
}
