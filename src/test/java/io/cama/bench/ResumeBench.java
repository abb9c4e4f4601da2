package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.bench.Fork.Lap;
import io.cama.bench.Score.Goal;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Reason;
import io.cama.model.Run;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that was killed at its first call, and whose ledger was then filled as if it had come further. {@code
 * -Dcama.bench.resume} says how many rows it has, {@code cama.bench.splice} how many the one with a dead letter has.
 */
@Tag("bench")
class ResumeBench {
    private static final int RESUME = Score.size("resume", 200_000);
    private static final int SPLICE = Score.size("splice", 100_000);

    @TempDir
    private Path folder;

    /** From being told of the file again to the first call for a row that had none. */
    @Test
    void rowsThatAreDoneAreSkippedQuickly() throws Exception {
        Score score = new Score("resume");
        try (Track track = new Track(folder)) {
            String job = track.job("l2000", 1, 1);
            Path home = track.home("cama");
            Path rows = track.rows("rows", "word", RESUME);
            long done = RESUME * 9L / 10;
            killAtFirstCall(track, home, job, rows);
            try (Ledger ledger = ledger(home)) {
                fill(ledger, only(ledger), 2, done);
                Run run = only(ledger);
                ledger.ok(run.id(), 1, result(1), List.of());
            }
            try (Fork cama = track.fork("cama", home, Map.of())) {
                long calls = track.endpoint().calls();
                Duration cpu = cama.cpu();
                long begin = System.nanoTime();
                cama.start(job, rows);
                await().atMost(Duration.ofMinutes(2))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> track.endpoint().calls() > calls);
                double seconds = (System.nanoTime() - begin) / 1e9;
                score.goal("skipped", done / seconds, "rows/s", Goal.atLeast(100_000));
                score.goal("skipped-cpu", cama.cpu().minus(cpu).toMillis() * 1_000.0 / done, "us", Goal.atMost(10));
                score.note("to-first-call", seconds, "s");
                cama.kill();
            }
        }
        score.keep();
    }

    /** From asking for another try to the outputs published with the row in its place. */
    @Test
    void oneRowOfManyIsMendedQuickly() throws Exception {
        Score score = new Score("splice");
        try (Track track = new Track(folder)) {
            String job = track.job("l200", 1, 1);
            Path home = track.home("cama");
            Path rows = track.rows("rows", "word", SPLICE);
            killAtFirstCall(track, home, job, rows);
            try (Ledger ledger = ledger(home)) {
                Run run = only(ledger);
                ledger.dead(run.id(), 1, Reason.REFUSED, "it would not say");
                fill(ledger, run, 2, SPLICE);
                ledger.loaded(run.id());
            }
            try (Fork cama = track.fork("cama", home, Map.of())) {
                Lap published = cama.run(job, rows, SPLICE);
                assertThat(published.number("ok")).isEqualTo(SPLICE - 1);
                Lap mended = cama.run(
                        CamaLane.RETRY, Path.of(published.figures().path("run").asText()), 1);
                assertThat(mended.number("ok")).isEqualTo(SPLICE);
                score.note("publish", published.seconds(), "s");
                score.note("mend-one-row", mended.seconds(), "s");
                score.note("mend-one-row-cpu", mended.decimal("cpuMicros") / 1e6, "s");
            }
        }
        score.keep();
    }

    private static void killAtFirstCall(Track track, Path home, String job, Path rows) throws Exception {
        try (Fork cama = track.fork("cama", home, Map.of())) {
            long calls = track.endpoint().calls();
            cama.start(job, rows);
            await().atMost(Duration.ofMinutes(1)).until(() -> track.endpoint().calls() > calls);
            cama.kill();
        }
    }

    private static Ledger ledger(Path home) {
        return SqliteLedger.open(
                home.resolve("work/ledger.db"), Clock.systemUTC(), new GroupCommit(10_000, Duration.ZERO), 1_024);
    }

    private static Run only(Ledger ledger) {
        return ledger.runs(1).get(0);
    }

    private static void fill(Ledger ledger, Run run, long from, long to) throws InterruptedException {
        List<NewItem> chunk = new ArrayList<>();
        for (long position = from; position <= to; position++) {
            chunk.add(NewItem.pending(position, position + 1, fields(position) + "}"));
            if (chunk.size() == 5_000 || position == to) {
                ledger.add(run.id(), chunk);
                chunk.clear();
            }
        }
        ExecutorService writers = Executors.newFixedThreadPool(256);
        for (long position = from; position <= to; position++) {
            long one = position;
            writers.execute(() -> ledger.ok(run.id(), one, result(one), List.of()));
        }
        writers.shutdown();
        assertThat(writers.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }

    private static String fields(long position) {
        return "{\"number\":\"" + position + "\",\"word\":\"word-" + position + "\"";
    }

    private static String result(long position) {
        return fields(position) + ",\"p1\":{\"said\":\"a word is known by its neighbours\"}}";
    }
}
