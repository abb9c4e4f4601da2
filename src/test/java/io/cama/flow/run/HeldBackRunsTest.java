package io.cama.flow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.pace.GateSettings;
import io.cama.pace.Gates;
import io.cama.prompt.PromptFolder;
import io.github.bucket4j.TimeMeter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HeldBackRunsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private Ledger ledger;
    private ActiveRuns active;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(home.resolve("ledger.db"), Clock.systemUTC(), new GroupCommit(256, Duration.ZERO));
        active = new ActiveRuns(ledger, new Gates(TimeMeter.SYSTEM_NANOTIME, Clock.systemUTC(), GateSettings.DEFAULTS));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void onlyRunsThatPausedBecauseCallsWereHeldBackGoOn() {
        for (String id : List.of("held", "broke", "waiting")) {
            ledger.accept(run(id));
        }
        ledger.pause("held", "CIRCUIT_OPEN: calls are held back", null);
        ledger.pause("broke", "QUOTA_EXHAUSTED: no money", null);

        active.resumeHeldBack(NOW);

        assertThat(ledger.reopenDue(NOW)).extracting(Run::id).containsExactly("held");
        assertThat(ledger.run("broke").orElseThrow().state()).isEqualTo(RunState.PAUSED);
    }

    @Test
    void aRunIsHeldUntilItsWorkHasEndedAndNotOnlyPaused() {
        Run run = ledger.accept(run("held"));
        active.begin(run, new Job("plain", List.of(), List.of("json"), 1, home), new PromptFolder(home));

        active.pause("held", "CIRCUIT_OPEN: calls are held back", null);
        assertThat(active.holds("held")).isTrue();
        active.end("held");

        assertThat(active.holds("held")).isFalse();
    }

    private ActiveRun begin(Run run) {
        return active.begin(run, new Job("plain", List.of(), List.of("json"), 1, home), new PromptFolder(home));
    }

    @Test
    void asManyRunsAsKeepTheirReadersKeepTheirPromptsWhileTheyMakeRoom() {
        Map<String, PromptFolder> prompts = new HashMap<>();
        for (int i = 0; i < 128; i++) {
            prompts.put("run" + i, begin(run("run" + i)).prompts());
            active.park("run" + i);
        }

        assertThat(prompts).allSatisfy((id, read) -> {
            assertThat(active.isOver(id)).isFalse();
            assertThat(begin(run(id)).prompts()).isSameAs(read);
        });
    }

    @Test
    @Timeout(30)
    void whoBeginsARunAsSoonAsItHasMadeRoomFindsItsPrompts() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 20_000; i++) {
                PromptFolder read = begin(run("held")).prompts();
                CountDownLatch ready = new CountDownLatch(1);
                Future<ActiveRun> next = other.submit(() -> {
                    ready.countDown();
                    while (active.holds("held") && !Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return begin(run("held"));
                });
                ready.await();
                active.park("held");
                assertThat(next.get().prompts()).isSameAs(read);
                active.end("held");
            }
        } finally {
            other.shutdownNow();
        }
    }

    private static Run run(String id) {
        return new Run(
                id,
                "plain",
                "words.csv",
                "00",
                "00",
                "/source",
                "/outbox",
                0,
                null,
                Terms.USUAL,
                0,
                0,
                0,
                RunState.ACCEPTED,
                false,
                1,
                0,
                null,
                true,
                Instant.now(),
                null,
                null,
                null);
    }
}
