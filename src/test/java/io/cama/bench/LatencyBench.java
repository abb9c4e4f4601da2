package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.bench.Fork.Lap;
import io.cama.bench.Score.Goal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of time where the endpoint takes its own: how full the calls in flight are kept, and what Cama adds. */
@Tag("bench")
class LatencyBench {
    @TempDir
    private Path folder;

    /** Calls times latency, by concurrency times the time from the first call to the last answer. */
    @Test
    void theCallsInFlightAreKeptFull() throws Exception {
        Score score = new Score("utilisation");
        try (Track track = new Track(folder)) {
            int[][] loads = {
                {50, 16, 40, 90},
                {50, 64, 40, 80},
                {50, 256, 40, 40},
                {800, 16, 8, 97},
                {800, 64, 20, 97},
                {800, 256, 40, 97},
                {800, 1024, 40, 95}
            };
            for (int[] load : loads) {
                track.job("l" + load[0], load[1], 1);
            }
            try (Fork cama = track.fork("cama")) {
                String warm = track.job("l50", 256, 1);
                cama.run(warm, track.rows("warm", "warm", 15_000), 15_000);
                for (int[] load : loads) {
                    int rows = load[1] * load[2];
                    String job = track.job("l" + load[0], load[1], 1);
                    // Twice, since the first time opens connections and starts threads.
                    cama.run(job, track.rows("a-" + job, "a-" + job, load[1] * 2L), load[1] * 2L);
                    track.endpoint();
                    cama.run(job, track.rows("b-" + job, "b-" + job, rows), rows);
                    double span = track.endpoint().spanMicros();
                    score.goal(
                            load[0] + "ms-x-" + load[1],
                            100.0 * rows * load[0] * 1_000 / load[1] / span,
                            "%",
                            Goal.atLeast(load[3]));
                }
            }
        }
        score.keep();
    }

    @Test
    void itsOwnShareOfAnItemsTimeIsSmall() throws Exception {
        Score score = new Score("own-time");
        int rows = Score.size("own", 4_000);
        try (Track track = new Track(folder)) {
            String job = track.job("l50", 16, 1);
            try (Fork cama = track.fork("cama", Map.of("-Dcama.bench.own-time=", "true"))) {
                cama.run(job, track.rows("warm", "warm", rows), rows);
                Lap lap = cama.run(job, track.rows("rows", "rows", rows), rows);
                score.note("p50", lap.number("ownP50"), "ms");
                score.goal("p95", lap.number("ownP95"), "ms", Goal.atMost(50));
                score.note("p99", lap.number("ownP99"), "ms");
            }
        }
        score.keep();
    }

    /** A thousand items of which 850 repeat others, and a thousand that are all known. */
    @Test
    void whatWasBoughtBeforeIsFoundQuickly() throws Exception {
        Score score = new Score("recall");
        try (Track track = new Track(folder)) {
            String job = track.job("l50", 5, 1);
            try (Fork cama = track.fork("cama", Map.of("-Dcama.bench.own-time=", "true"))) {
                cama.run(job, track.rows("warm", "warm", 500), 500);
                Lap first = cama.run(job, track.rows("words", 1_000, row -> row % 150 + ",word"), 1_000);
                Lap known = cama.run(job, track.rows("again", 1_000, row -> row % 150 + ",word"), 1_000);
                score.goal("hit-rate", 100 - first.number("calls") / 10.0, "%", Goal.atLeast(85));
                score.goal("mean-of-1000-hits", known.decimal("ownMean"), "ms", Goal.atMost(5));
                assertThat(known.number("calls")).isZero();
            }
        }
        score.keep();
    }

    @Test
    void promisedRatesAreMet() throws Exception {
        Score score = new Score("rates");
        int sustained = Score.size("sustained", 12_000);
        try (Track track = new Track(folder)) {
            String quick = track.job("l10", 5, 1);
            String two = track.job("l200", 10, 2);
            String one = track.job("l2000", 1, 1);
            String five = track.job("l2000", 5, 1);
            try (Fork cama = track.fork("cama")) {
                cama.run(quick, track.rows("warm", "warm", 2_000), 2_000);
                Lap steady = cama.run(quick, track.rows("sustained", "sustained", sustained), sustained);
                score.goal("10ms-x-5", steady.rowsPerSecond(), "rows/s", Goal.atLeast(100));
                score.note("10ms-x-5-lasted", steady.seconds(), "s");
                Lap stages = cama.run(two, track.rows("stages", "stages", 200), 200);
                score.goal("200ms-x-10-two-prompts", stages.rowsPerSecond() * 60, "rows/min", Goal.atLeast(1_000));
                Path twenty = track.rows("twenty", "twenty", 20);
                double alone = cama.run(one, twenty, 20).seconds();
                track.endpoint();
                long before = track.endpoint().calls();
                double together = cama.run(five, track.rows("twenty-more", "more", 20), 20)
                        .seconds();
                assertThat(track.endpoint().calls() - before).isEqualTo(20);
                score.note("20-pages-one-at-a-time", alone, "s");
                score.goal("20-pages-five-at-a-time", together, "s", Goal.atMost(9));
                score.ratio("one-to-five-at-a-time", alone / together, Goal.atLeast(4));
            }
        }
        score.keep();
    }

    @Test
    void memoryDoesNotGrowWithTheItems() throws Exception {
        Score score = new Score("sizes");
        try (Track track = new Track(folder)) {
            String job = track.job("l0", 16, 1);
            try (Fork cama = track.fork("cama", Map.of("-Xmx", "128m", "cama.memory.max", "4MB"))) {
                cama.run(job, track.rows("warm", "warm", 2_000), 2_000);
                for (int rows : new int[] {100, 1_000, 10_000}) {
                    Lap lap = cama.run(job, track.rows("r" + rows, "r" + rows, rows), rows);
                    assertThat(lap.number("ok")).isEqualTo(rows);
                    score.note(rows + "-items-heap", lap.number("heapKilobytes") / 1_024.0, "MB");
                    score.note(rows + "-items-cpu", lap.cpuMicrosPerRow(), "us");
                }
            }
        }
        score.keep();
    }
}
