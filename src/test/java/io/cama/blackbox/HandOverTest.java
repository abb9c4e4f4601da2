package io.cama.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.cli.Answer;
import io.cama.cli.LedgerHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one home folder. */
@Timeout(300)
@DisabledOnOs(OS.WINDOWS)
class HandOverTest {
    private static final Duration LATENCY = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    @Test
    void theProcessThatHoldsTheHomeDoesTheWorkOfASecondOneAndEndsWhenAsked() throws Exception {
        try (Household house = new Household(folder, "shared", LATENCY)) {
            Process run = house.start("run");
            house.untilSaid(run, "Watching ");
            String file = house.rows(12).toString();
            Path out = house.home().resolve("elsewhere");
            await().until(() -> Files.exists(house.home().resolve("work/state.json")));

            Answer given = house.cama(
                    "process", file, "--job", Household.JOB, "-o", out.toString(), "--limit", "10", "--max-cost", "1");
            Answer again = house.cama(
                    "process", file, "--job", Household.JOB, "-o", out.toString(), "--limit", "10", "--no-cache");
            Answer none = house.cama("process", file, "--job", Household.JOB, "--limit", "10", "--only-failed");
            Answer faster = house.cama("process", file, "--job", Household.JOB, "--rpm", "7");
            Answer second = house.cama("run");
            await().until(() -> house.orders().isEmpty());
            Answer drained = house.cama("drain", "--wait");

            assertThat(given.exit()).as(given.err()).isZero();
            assertThat(given.err()).contains("held by process " + run.pid() + " (since ");
            assertThat(given.out())
                    .startsWith("terms.csv: 12 rows = 10 ok (0 from the ledger) + 0 dead letters + 2 skipped")
                    .contains("20 calls", out.resolve("terms.jsonl").toString());
            assertThat(house.results(out)).hasSize(10);
            assertThat(again.out()).as(again.err()).contains("10 ok (0 from the ledger)", "20 calls");
            assertThat(house.repeated()).isEqualTo(20); // as --no-cache wants
            assertThat(none.exit()).as(none.err()).isEqualTo(3);
            assertThat(faster.exit()).isEqualTo(75);
            assertThat(faster.err()).contains("--rpm");
            assertThat(second.exit()).isEqualTo(75);
            assertThat(second.err()).contains("process " + run.pid() + " (since ", "drain");
            assertThat(drained.exit()).as(drained.err()).isZero();
            assertThat(house.ended(run)).isZero();
            assertThat(house.orders()).isEmpty();
        }
    }

    @Test
    void whereNobodyAnswersNothingIsLeftBehind() throws Exception {
        try (Household house = new Household(folder, "mute", LATENCY);
                LedgerHome mute = new LedgerHome(house.home())) {
            String file = house.rows(2).toString();
            String[] soon = {"--set", "cama.handover.wait=300ms"};

            Answer given = house.cama("process", file, "--job", Household.JOB, soon[0], soon[1]);
            Answer drain = house.cama("drain", soon[0], soon[1]);

            assertThat(given.exit()).isEqualTo(75);
            assertThat(given.err()).contains("did not take ", "within 300 ms", "nothing was handed over");
            assertThat(drain.exit()).isEqualTo(75);
            assertThat(drain.err()).contains("does not answer within 300 ms");
            assertThat(house.orders()).isEmpty();
            assertThat(mute.ledger().runs(10)).isEmpty();
        }
    }

    @Test
    @Tag("faults")
    void aKilledHolderLosesNothingItAcceptedAndRunsNothingTwice() throws Exception {
        try (Household house = new Household(folder, "killed", Duration.ofMillis(300))) {
            Process run = house.start("run");
            house.untilSaid(run, "Watching ");
            String file = house.rows(40).toString();
            CompletableFuture<Answer> client =
                    CompletableFuture.supplyAsync(() -> house.cama("process", file, "--job", Household.JOB));
            house.until(run, () -> house.calls() >= 20);

            house.ended(run.destroyForcibly());
            Answer left = client.get();
            assertThat(left.exit()).as(left.err()).isEqualTo(75);
            assertThat(left.err()).contains("Resume: ");

            assertThat(house.ended(house.start("run", "--once")))
                    .as(house.said())
                    .isZero();
            assertThat(house.results(house.outbox())).hasSize(40);
            assertThat(house.repeated()).isLessThanOrEqualTo(Household.CONCURRENCY);
            assertThat(house.receipt(house.outbox()).path("possiblyPaidTwice").asLong())
                    .isBetween(house.repeated(), (long) Household.CONCURRENCY);
        }
    }

    @Test
    @Tag("faults")
    void aClientThatLeavesOrDiesLeavesTheRunGoing() throws Exception {
        try (Household house = new Household(folder, "left", Duration.ofMillis(300))) {
            Process run = house.start("run");
            house.untilSaid(run, "Watching ");
            String file = house.rows(40).toString();

            Process leaves = house.start("process", file, "--job", Household.JOB);
            house.until(leaves, () -> house.calls() >= 4);
            Household.signal(leaves, "INT");
            assertThat(house.ended(leaves)).as(house.said()).isEqualTo(130);
            assertThat(house.said()).contains("No longer waiting. The work goes on in process " + run.pid());
            Process dies = house.start("process", file, "--job", Household.JOB);
            house.until(dies, () -> house.calls() >= 12);
            house.ended(dies.destroyForcibly());

            house.until(run, () -> Files.exists(house.outbox().resolve("terms.run.json")));
            await().atMost(Duration.ofSeconds(30)).until(() -> house.orders().isEmpty());
            assertThat(house.cama("drain", "--wait").exit()).isZero();
            assertThat(house.repeated()).isZero();
            assertThat(house.calls()).isEqualTo(80);
        }
    }
}
