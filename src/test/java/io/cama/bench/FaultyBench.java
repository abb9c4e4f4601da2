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
 * The same rows at an endpoint where one call in five goes wrong ({@link Faults}): the loop written by hand, once and
 * with three tries at once, and the program. {@code -Dcama.bench.faulty} says how many rows.
 */
@Tag("bench")
class FaultyBench {
    private static final int ROWS = Score.size("faulty", 2_000);

    @TempDir
    private Path folder;

    @Test
    void whereALoopLosesRowsNoneIsLost() throws Exception {
        Score score = new Score("faulty");
        try (Track track = new Track(folder)) {
            String job = track.job("faulty", 64, 1);
            Path rows = track.rows("rows", "row", ROWS);
            try (Fork once = track.fork("plain");
                    Fork thrice = track.fork("plain", Map.of("-Dcama.bench.tries=", "3"));
                    Fork cama = track.fork("cama", Map.of("-Dcama.bench.own-time=", "true"))) {
                Lap loop = once.run(job, rows, ROWS);
                note(score, "loop", loop);
                note(score, "loop-of-three-tries", thrice.run(job, rows, ROWS));
                Lap run = cama.run(job, rows, ROWS);
                note(score, "cama", run);
                score.note("cama-item-p99", run.number("itemP99"), "ms");
                score.goal(
                        "rows-lost-to-loop",
                        100.0 * (ROWS - run.number("ok")) / (ROWS - loop.number("ok")),
                        "%",
                        Goal.atMost(50));
                assertThat(run.number("ok") + run.number("dead")).isEqualTo(ROWS);
            }
        }
        score.keep();
    }

    private static void note(Score score, String name, Lap lap) {
        score.note(name + "-rows-lost", ROWS - lap.number("ok"), "rows");
        score.note(name + "-calls-in-vain", lap.number("calls") - lap.number("ok"), "calls");
        score.note(name + "-good-rows", lap.number("ok") / lap.seconds(), "rows/s");
    }
}
