package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.bench.Fork.Lap;
import io.cama.bench.Score.Goal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast rows go through the routes whose every answer has been bought before: the rows of one file again under
 * another name, with one prompt and with two, all recalled from the disk, since the memory for replies is off, and once more, for Java to have warmed up. {@code
 * -Dcama.bench.replay} says how many rows there are; with a million it takes minutes.
 */
@Tag("bench")
class ReplayBench {
    private static final int ROWS = Score.size("replay", 20_000);

    @TempDir
    private Path folder;

    @Test
    void knownRowsGoThroughTheRoutesQuickly() throws Exception {
        Score score = new Score("replay");
        try (Track track = new Track(folder)) {
            String one = track.job("l0", 64, 1);
            String two = track.job("l0", 64, 2);
            try (Fork floor = track.fork("floor");
                    Fork cama = track.fork("cama", Map.of("cama.memory.max", "0B"))) {
                Path bought = track.rows("bought", "word", ROWS);
                floor.run(one, bought, ROWS);
                cama.run(one, bought, ROWS);
                double base = floor.run(one, bought, ROWS).cpuMicrosPerRow();
                cama.run(one, track.rows("before", "word", ROWS), ROWS);
                replay(score, "one-prompt", cama.run(one, track.rows("again", "word", ROWS), ROWS), base, 8_000);
                cama.run(two, bought, ROWS);
                cama.run(two, track.rows("before-2", "word", ROWS), ROWS);
                replay(score, "two-prompts", cama.run(two, track.rows("again", "word", ROWS), ROWS), base, 5_000);
            }
        }
        score.keep();
    }

    private static void replay(Score score, String name, Lap lap, double base, double goal) throws Exception {
        assertThat(lap.number("calls")).as("calls made in a replay").isZero();
        assertThat(lap.number("recalled")).as("rows recalled").isEqualTo(ROWS);
        score.goal(name + "-rate", lap.rowsPerSecond(), "rows/s", Goal.atLeast(goal));
        score.note(name + "-cpu", lap.cpuMicrosPerRow(), "us");
        score.ratio(name + "-to-a-call-by-hand", lap.cpuMicrosPerRow() / base, Goal.atMost(2));
    }
}
