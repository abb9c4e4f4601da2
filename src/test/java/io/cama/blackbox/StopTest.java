package io.cama.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, told to stop while calls are in flight. */
@Timeout(900)
@DisabledOnOs(OS.WINDOWS)
class StopTest {
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofMinutes(10);
    private static final int STOPS = Integer.getInteger("cama.stops", 50);

    @TempDir
    private Path folder;

    @Test
    void twoStopsAreCleanAndTheNextStartRepeatsNoCall() throws Exception {
        try (Household house = new Household(folder, "stopped", LATENCY)) {
            String file = house.rows(24).toString();

            assertThat(stopped(house, file, "TERM", 9)).as(house.said()).isEqualTo(143);
            assertThat(stopped(house, file, "HUP", 9)).as(house.said()).isEqualTo(129);

            assertThat(house.said())
                    .contains("calls in flight finished, 0 cut off")
                    .contains("Checkpointed: ", "Resume: cama -C " + house.home() + " process ")
                    .doesNotContain("possibly paid twice");
            whole(house, file, 24);
        }
    }

    private static int stopped(Household house, String file, String signal, long calls) throws Exception {
        Process process = house.start("process", file, "--job", Household.JOB);
        long until = house.calls() + calls;
        house.until(process, () -> house.calls() >= until);
        Household.signal(process, signal);
        return house.ended(process);
    }

    /** The next start goes on to the end, with no call repeated and none in doubt. */
    private static void whole(Household house, String file, int rows) throws Exception {
        assertThat(house.ended(house.start("process", file, "--job", Household.JOB)))
                .as(house.said())
                .isZero();
        assertThat(house.repeated()).isZero();
        assertThat(house.calls()).isEqualTo(2L * rows);
        assertThat(house.results(house.outbox())).hasSize(rows);
        assertThat(house.receipt(house.outbox()).path("possiblyPaidTwice").asLong())
                .isZero();
    }

    @Test
    void aSecondSignalEndsAtOnceWhateverHangs() throws Exception {
        try (Household house = new Household(folder, "hung", NEVER)) {
            Process process = house.start("process", house.rows(4).toString(), "--job", Household.JOB);
            house.until(process, () -> house.calls() >= 4);

            Household.signal(process, "INT");
            house.untilSaid(process, "4 calls in flight may end within 45 s. Once more ends at once.");
            Household.signal(process, "INT");

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(75);
        }
    }

    @Test
    void anEndpointThatHangsDelaysTheEndNoLongerThanSaidAndIsTold() throws Exception {
        try (Household house = new Household(folder, "cut", NEVER)) {
            String file = house.rows(4).toString();
            Process process = house.start("process", file, "--job", Household.JOB, "--set", "cama.shutdown.timeout=1s");
            house.until(process, () -> house.calls() >= 4);

            Answer refused = house.cama("process", file, "--job", Household.JOB);
            Answer drained = house.cama("drain", "--wait");

            assertThat(refused.exit()).as(refused.err()).isEqualTo(75);
            assertThat(refused.err()).contains("it is no cama run");
            assertThat(drained.exit()).as(drained.err()).isEqualTo(75);
            assertThat(drained.out()).contains("0 calls in flight finished, 4 cut off (possibly paid twice)");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(75);
            assertThat(house.orders()).hasSizeLessThanOrEqualTo(2); // the refused order goes at the next start
            assertThat(house.cama("drain").exit()).isEqualTo(3);
        }
    }

    /** To repeat it, {@code -Dcama.stop.seed=…}; {@code -Dcama.stops=5} is a short one. */
    @Test
    @Tag("faults")
    void fiftyStopsAtRandomMomentsAreCleanAndRepeatNoCall() throws Exception {
        long seed = Long.getLong("cama.stop.seed", System.nanoTime());
        System.out.println("StopTest: repeat with -Dcama.stop.seed=" + seed);
        Random random = new Random(seed);
        int rows = 1_000;
        try (Household house = new Household(folder, "fifty", LATENCY)) {
            String file = house.rows(rows).toString();
            for (int stop = 0; stop < STOPS; stop++) {
                int calls = 1 + random.nextInt(30);
                assertThat(stopped(house, file, "TERM", calls))
                        .as("stop " + stop)
                        .isEqualTo(143);
                assertThat(Files.exists(house.outbox().resolve("terms.run.json")))
                        .isFalse();
            }
            assertThat(house.said()).doesNotContain("possibly paid twice");
            whole(house, file, rows);
        }
    }
}
