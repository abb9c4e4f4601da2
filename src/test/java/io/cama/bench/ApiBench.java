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
 * What fifty clients of the API take from a run of about a minute: when each asks once a second, four of them follow
 * events, and nobody is turned away; and when each asks again as soon as it is answered, as far as the usual bound on
 * requests lets it. {@code -Dcama.bench.api} says how many rows the run has.
 */
@Tag("bench")
class ApiBench {
    private static final int ROWS = Score.size("api", 20_000);
    private static final int CLIENTS = 50;

    @TempDir
    private Path folder;

    @Test
    void clientsOfTheApiCostARunLittle() throws Exception {
        Score score = new Score("api");
        try (Track track = new Track(folder)) {
            String job = track.job("l200", 64, 1);
            Path home = track.home("served");
            try (Fork open = track.fork("served", home, Map.of("cama.api.requests", "1000000"))) {
                open.run(job, track.rows("warm", "warm", ROWS / 4), ROWS / 4);
                Lap alone = open.run(job, track.rows("alone", "alone", ROWS), ROWS);
                try (Crowd crowd = Crowd.of(home, CLIENTS, 1_000)) {
                    Lap asked = open.run(job, track.rows("asked", "asked", ROWS), ROWS);
                    keep(score, "once-a-second", alone, asked, crowd);
                    assertThat(crowd.answers(429) + crowd.answers(503))
                            .as("clients turned away")
                            .isZero();
                    assertThat(crowd.events()).as("events followed").isPositive();
                }
            }
            Path bounded = track.home("bounded");
            try (Fork guarded = track.fork("served", bounded, Map.of())) {
                guarded.run(job, track.rows("warm-2", "warm-2", ROWS / 4), ROWS / 4);
                Lap alone = guarded.run(job, track.rows("alone-2", "alone-2", ROWS), ROWS);
                try (Crowd crowd = Crowd.of(bounded, CLIENTS, 0)) {
                    Lap asked = guarded.run(job, track.rows("asked-2", "asked-2", ROWS), ROWS);
                    keep(score, "without-pause", alone, asked, crowd);
                }
            }
        }
        score.keep();
    }

    private static void keep(Score score, String name, Lap alone, Lap asked, Crowd crowd) throws Exception {
        assertThat(crowd.failed()).as("requests that broke").isZero();
        assertThat(crowd.answers(200)).as("answers").isPositive();
        score.note(name + "-rate-alone", alone.rowsPerSecond(), "rows/s");
        score.note(name + "-rate", asked.rowsPerSecond(), "rows/s");
        score.note(name + "-lasted", asked.seconds(), "s");
        score.note(name + "-answers", crowd.answers(200), "answers");
        score.note(name + "-turned-away", crowd.answers(429) + crowd.answers(503), "answers");
        score.note(name + "-events", crowd.events(), "events");
        score.ratio(name + "-of-the-rate-alone", asked.rowsPerSecond() / alone.rowsPerSecond(), Goal.atLeast(0.9));
        score.note(name + "-cpu-a-row-more", asked.cpuMicrosPerRow() - alone.cpuMicrosPerRow(), "us");
    }
}
