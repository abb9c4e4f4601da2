package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.faults.check.Judgement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run of many rows, killed again and again at random moments, every fifth time before it has found its feet.
 * {@code -Dcama.faults.kills=5 -Dcama.faults.rows=5000} makes it short, {@code -Dcama.faults.seed=N} repeats one.
 */
@Tag("faults")
@Timeout(value = 90, unit = TimeUnit.MINUTES)
@DisabledOnOs(OS.WINDOWS)
class KillLoopTest {
    private static final int KILLS = Integer.getInteger("cama.faults.kills", 100);
    private static final int ROWS = Integer.getInteger("cama.faults.rows", 100_000);

    /** Of the job {@code plainest}; so many calls can be lost at a kill. */
    private static final int CONCURRENCY = 64;

    /** Every so many kills one comes while the program starts or recovers. */
    private static final int EARLY = 5;

    private static final int LATEST_EARLY_MILLIS = 2_500;

    @TempDir
    private Path folder;

    @Test
    void noKillLosesDoublesOrTearsAnything() throws Exception {
        long seed = Long.getLong("cama.faults.seed", System.nanoTime());
        System.out.println("KillLoopTest: repeat with -Dcama.faults.seed=" + seed);
        Random random = new Random(seed);
        Path home = Files.createDirectory(folder.resolve("home"));
        Path input = Rig.rows(folder.resolve("rows.csv"), "word", ROWS);
        int midway = 0;
        try (Rig rig = new Rig(folder, home, "plainest", input, Endpoint.apart(folder, "5ms"))) {
            for (int kill = 1; kill <= KILLS; kill++) {
                Process process = rig.process(Launch.PLAIN);
                long before = rig.endpoint().calls();
                if (kill % EARLY == 0) {
                    int millis = 1 + random.nextInt(LATEST_EARLY_MILLIS);
                    assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
                } else {
                    assertThat(rig.awaitCalls(process, before + 1 + random.nextInt(share(before, kill))))
                            .as("over before kill " + kill + ": " + rig.told())
                            .isTrue();
                }
                rig.kill(process);
                midway += rig.endpoint().calls() > before ? 1 : 0;
            }
            int exit = rig.ended(rig.process(Launch.PLAIN));

            assertThat(exit).as(rig.told()).isZero();
            Judgement judgement = rig.judge((long) midway * CONCURRENCY);
            System.out.printf("KillLoopTest: %d kills, %d of them with calls; %s%n", KILLS, midway, judgement.line());
            assertThat(judgement.faults()).isEmpty();
            assertThat(judgement.results()).isEqualTo(ROWS);
        }
    }

    /** The most calls a life may have, so that the last kill comes before the work is done. */
    private static int share(long calls, int kill) {
        return Math.max(2, (int) (1.6 * (ROWS - calls) / (KILLS - kill + 2)));
    }
}
