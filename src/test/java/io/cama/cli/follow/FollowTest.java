package io.cama.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.LedgerHome;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.Shell;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void waitsUntilEveryRunHasEnded() {
        try (LedgerHome ledger = new LedgerHome(home);
                Interruption interruption = new Interruption(() -> {})) {
            ledger.running("one", 1);
            ledger.running("two", 1);
            ledger.ledger().pause("two", "AUTH: no key", null);
            CompletableFuture<List<Run>> ended = CompletableFuture.supplyAsync(() ->
                    new Follow(ledger.ledger(), progress, interruption, Map::of).untilEnded(List.of("one", "two")));
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
                    () -> new Follow(ledger.ledger(), progress, interruption, Map::of).untilEnded(List.of("one")));

            interruption.signal();

            assertThat(ended.join()).extracting(Run::state).containsExactly(RunState.RUNNING);
        }
    }

    @Test
    void whatMustBeSafeIsDoneAfterTheWaitersAreWoken() {
        AtomicInteger order = new AtomicInteger();
        try (Interruption interruption = new Interruption(order::incrementAndGet)) {
            assertThat(interruption.came()).isFalse();
            assertThat(interruption.await(Duration.ZERO)).isFalse();

            interruption.signal();

            assertThat(interruption.came()).isTrue();
            assertThat(interruption.await(Duration.ofDays(1))).isTrue();
            assertThat(order).hasValue(1);
        }
    }
}
