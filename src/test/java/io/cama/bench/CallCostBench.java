package io.cama.bench;

import io.cama.bench.Fork.Lap;
import io.cama.bench.Score.Goal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a call costs, 64 in flight, at an endpoint that answers at once: the program with all it does, as a command and
 * as a service with metrics and JMX, the same without a ledger ({@link NoLedger}), and the loop written by hand ({@link
 * Floor}), one after the other in turns, warmed up.
 * {@code -Dcama.bench.calls} says how many calls a lap has, {@code cama.bench.warm} how many come before, {@code
 * cama.bench.laps} how many laps count.
 */
@Tag("bench")
class CallCostBench {
    private static final int CALLS = Score.size("calls", 10_000);
    private static final int WARM = Score.size("warm", 60_000);
    private static final int LAPS = Score.size("laps", 3);

    @TempDir
    private Path folder;

    @Test
    void aCallCostsLittleMoreThanTheLoopWrittenByHand() throws Exception {
        Score score = new Score("call");
        try (Track track = new Track(folder)) {
            String job = track.job("l0", 64, 1);
            try (Fork floor = track.fork("floor");
                    Fork cama = track.fork("cama");
                    Fork served = track.fork("served");
                    Fork unledgered = track.fork("unledgered")) {
                Path warm = track.rows("warm", "warm", WARM);
                List<Fork> lanes = List.of(floor, cama, unledgered, served);
                for (Fork lane : lanes) {
                    lane.run(job, warm, WARM);
                }
                double[][] cpu = new double[4][LAPS];
                double[][] rate = new double[4][LAPS];
                double stub = 0;
                for (int lap = 0; lap < LAPS; lap++) {
                    Path rows = track.rows("lap-" + lap, "lap-" + lap, CALLS);
                    int lane = 0;
                    for (Fork fork : lanes) {
                        Track.Endpoint before = track.endpoint();
                        Lap run = fork.run(job, rows, CALLS);
                        Track.Endpoint after = track.endpoint();
                        cpu[lane][lap] = run.cpuMicrosPerRow();
                        rate[lane++][lap] = run.rowsPerSecond();
                        stub = (after.cpuMicros() - before.cpuMicros()) / (double) (after.calls() - before.calls());
                    }
                }
                double base = median(cpu[0]);
                score.note("cpu-floor", base, "us");
                score.note("cpu-with-everything-on", median(cpu[1]), "us");
                score.note("cpu-without-ledger", median(cpu[2]), "us");
                score.note("cpu-as-a-service", median(cpu[3]), "us");
                score.note("cpu-endpoint", stub, "us");
                score.ratio("everything-on-to-floor", median(cpu[1]) / base, Goal.atMost(2.5));
                score.ratio("as-a-service-to-floor", median(cpu[3]) / base, Goal.atMost(2.5));
                score.ratio("without-ledger-to-floor", median(cpu[2]) / base, Goal.atMost(2.0));
                score.note("rate-floor", median(rate[0]), "calls/s");
                score.note("rate-with-everything-on", median(rate[1]), "calls/s");
                score.note("rate-without-ledger", median(rate[2]), "calls/s");
            }
        }
        score.keep();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
