package io.cama.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.cli.LedgerHome;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Shell;
import io.cama.cli.stop.Interruption;
import io.cama.cli.stop.Signal;
import io.cama.config.Settings;
import io.cama.flow.local.Ground;
import io.cama.flow.local.Grounds;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FollowTest {
    @TempDir
    private Path home;

    private final Progress progress = new Progress(
            new Globals(new Shell(
                    new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Map.of(), Map.of())),
            () -> Instant.EPOCH);

    private static Patience patience(LedgerHome ledger, Path home) {
        Settings settings = Settings.load(home, List.of(), Map.of(), Map.of());
        Ground ground =
                new Grounds(settings, home, ledger.ledger(), InstantSource.system()).ground(false, List::of, at -> {});
        return new Patience(ground, Duration.ofMinutes(1));
    }

    @Test
    void waitsUntilEveryRunHasEnded() {
        try (LedgerHome ledger = new LedgerHome(home);
                Interruption interruption = new Interruption(() -> {})) {
            ledger.running("one", 1);
            ledger.running("two", 1);
            ledger.ledger().pause("two", "AUTH: no key", null);
            CompletableFuture<List<Run>> ended = CompletableFuture.supplyAsync(
                    () -> new Follow(ledger.ledger(), progress, interruption, Map::of, patience(ledger, home))
                            .untilEnded(List.of("one", "two")));
            assertThat(ended).isNotDone();

            ledger.ok("one", 1);
            ledger.ledger().done("one");

            assertThat(ended.join()).extracting(Run::state).containsExactly(RunState.DONE, RunState.PAUSED);
        }
    }

    @Test
    void leavesWhenTheProcessIsToldToEnd() throws Exception {
        try (LedgerHome ledger = new LedgerHome(home);
                Interruption interruption = new Interruption(() -> {})) {
            ledger.running("one", 1);
            CompletableFuture<List<Run>> ended = CompletableFuture.supplyAsync(
                    () -> new Follow(ledger.ledger(), progress, interruption, Map::of, patience(ledger, home))
                            .untilEnded(List.of("one")));

            interruption.signal(Signal.TERM);

            assertThat(ended.join()).extracting(Run::state).containsExactly(RunState.RUNNING);
        }
    }

    @Test
    void aRunPausedByTheMachineHasNotEndedBeforePatienceHas() throws Exception {
        try (LedgerHome ledger = new LedgerHome(home);
                Interruption interruption = new Interruption(() -> {})) {
            ledger.running("one", 1);
            ledger.ledger().pause("one", "LOCAL_RESOURCE: no space", null);
            Run paused = ledger.ledger().run("one").orElseThrow();
            Patience patience = patience(ledger, home);
            Patience none = new Patience(patience.ground(), Duration.ofSeconds(-1));

            assertThat(patience.waitsFor(paused)).isTrue();
            assertThat(none.waitsFor(paused)).isFalse();
            assertThat(new Follow(ledger.ledger(), progress, interruption, Map::of, none).untilEnded(List.of("one")))
                    .extracting(Run::state)
                    .containsExactly(RunState.PAUSED);
        }
    }

    @Test
    void aRunThatCouldNotEvenBeginIsNotWaitedForLongerThanPatienceLasts() {
        try (LedgerHome ledger = new LedgerHome(home);
                Interruption interruption = new Interruption(() -> {})) {
            ledger.running("one", 1);
            Patience none = new Patience(patience(ledger, home).ground(), Duration.ofSeconds(-1));

            assertThat(new Follow(ledger.ledger(), progress, interruption, Map::of, none).untilEnded(List.of("one")))
                    .extracting(Run::state)
                    .containsExactly(RunState.RUNNING);
        }
    }

    @Test
    void aLedgerThatCannotBeReadIsWaitedForNoLongerThanPatienceLasts() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            LocalFault fault = new LocalFault(Failure.of(Reason.LEDGER, "disk I/O error"));
            Patience patience = patience(ledger, home);

            patience.met(fault);

            assertThat(patience.ground().isFirm()).isFalse();
            assertThatThrownBy(() -> new Patience(patience.ground(), Duration.ofSeconds(-1)).met(fault))
                    .isSameAs(fault);
        }
    }

    @Test
    void leavesWhenNobodyWorksOnTheRunAnyMore() {
        try (LedgerHome ledger = new LedgerHome(home);
                Interruption interruption = new Interruption(() -> {})) {
            ledger.running("one", 1);

            List<Run> left = new Follow(ledger.ledger(), progress, interruption, Map::of, null)
                    .untilEnded(List.of("one"), () -> false);

            assertThat(left).extracting(Run::state).containsExactly(RunState.RUNNING);
        }
    }
}
