package io.cama.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.bench.Score.Goal;
import io.cama.ledger.Items.NewItem;
import io.cama.ledger.Ledger;
import io.cama.ledger.Replies.Ask;
import io.cama.ledger.Replies.Reading;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import io.cama.model.Usage;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the ledger takes for an item with one call: looked up, asked, kept, judged, ended; by 64 threads at once, as in
 * a run, and by one, where every write waits for the disk alone. {@code -Dcama.bench.items} says how many items.
 */
@Tag("bench")
class StoreBench {
    private static final int ITEMS = Score.size("items", 40_000);
    private static final int ALONE = ITEMS / 40;
    private static final String BODY = "{\"choices\":[{\"message\":\"" + "word ".repeat(190) + "\"}]}";

    @TempDir
    private Path folder;

    @Test
    void manyWritesShareACommit() throws Exception {
        Score score = new Score("ledger");
        try (Ledger ledger = SqliteLedger.open(
                folder.resolve("ledger.db"), Clock.systemUTC(), new GroupCommit(256, Duration.ZERO), 1_024)) {
            ledger.accept(run());
            for (long from = 1; from <= 2L * ITEMS + ALONE; from += 500) {
                ledger.add(
                        "run",
                        LongStream.range(from, from + 500)
                                .mapToObj(at -> NewItem.pending(at, at, "{\"word\":\"" + at + "\"}"))
                                .toList());
            }
            work(ledger, 1, ITEMS, 64);
            long cpu = Cpu.micros();
            double seconds = work(ledger, ITEMS + 1, 2L * ITEMS, 64);
            score.goal("cpu-an-item", (Cpu.micros() - cpu) / (double) ITEMS, "us", Goal.atMost(120));
            score.note("items-by-64-threads", ITEMS / seconds, "items/s");
            double alone = work(ledger, 2L * ITEMS + 1, 2L * ITEMS + ALONE, 1);
            score.note("commits-by-one-thread", 3 * ALONE / alone, "commits/s");
        }
        score.keep();
    }

    private static double work(Ledger ledger, long from, long to, int threads) throws InterruptedException {
        long begin = System.nanoTime();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (long position = from; position <= to; position++) {
            long one = position;
            pool.execute(() -> item(ledger, one));
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Three commits: what is judged good need not be durable. */
    private static void item(Ledger ledger, long position) {
        String hash = "%064x".formatted(position * 0x9E3779B97F4A7C15L);
        assertThat(ledger.recall(hash)).isEmpty();
        long call = ledger.ask(new Ask(hash, "run", position, "say", 1, "demo", "any"));
        ledger.keep(call, 200, BODY);
        ledger.judge(call, Verdict.GOOD, new Reading("any", new Usage(10, 20), null, null, null));
        ledger.ok("run", position, BODY, List.of(call));
    }

    private Run run() {
        return new Run(
                "run",
                "job",
                "rows.csv",
                "00",
                "00",
                folder + "/rows.csv",
                folder + "/outbox",
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
                false,
                Instant.now(),
                null,
                null,
                null);
    }
}
