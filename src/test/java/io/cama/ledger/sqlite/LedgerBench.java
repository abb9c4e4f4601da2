package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.call.Body;
import io.cama.model.Verdict;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says what an item costs from its adding to its result, four writes and a share of a fifth. */
@Tag("bench")
class LedgerBench {
    static final int THREADS = Integer.getInteger("cama.bench.threads", 16);
    static final long ITEMS = Long.getLong("cama.bench.items", 100_000);
    static final String BODY = "{\"choices\":[{\"message\":\"" + "word ".repeat(190) + "\"}]}";

    @Test
    void itemsThroughTheLedger(@TempDir Path folder) throws InterruptedException {
        try (Ledger ledger = Sample.open(folder)) {
            ledger.accept(Sample.run("a"));
            measure("add", () -> {
                for (long from = 1; from <= ITEMS; from += 500) {
                    ledger.add("a", Sample.pending(from, Math.min(from + 499, ITEMS)));
                }
            });
            AtomicLong next = new AtomicLong();
            measure("recall, ask, keep, judge, ok", () -> {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    Thread thread = new Thread(() -> work(ledger, next));
                    threads.add(thread);
                    thread.start();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            });
            measure("read results", () -> {
                long count = 0;
                for (var results = ledger.results("a"); results.hasNext(); results.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(ITEMS);
            });
            measure("recall", () -> {
                for (long position = 1; position <= ITEMS; position++) {
                    assertThat(ledger.recall(hash(position)).isPresent()).isTrue();
                }
            });
            assertThat(ledger.counts("a").ok()).isEqualTo(ITEMS);
            System.out.println(ledger.usage("a") + ", MB: "
                    + folder.resolve("ledger.db").toFile().length() / 1_000_000);
        }
    }

    /** What packing costs a reply as a model writes it, and what it saves. */
    @Test
    void packingReplies() throws InterruptedException {
        for (int kilobytes : new int[] {1, 4}) {
            String body = reply(kilobytes * 1024 + 16);
            AtomicLong stored = new AtomicLong();
            for (String name : new String[] {"warm up", "pack " + kilobytes + " KB"}) {
                measure(name, () -> {
                    for (long i = 0; i < ITEMS; i++) {
                        stored.set(Body.of(body, Body.COMPRESS_OVER).stored().length);
                    }
                });
            }
            measure("whole " + kilobytes + " KB", () -> {
                for (long i = 0; i < ITEMS; i++) {
                    stored.addAndGet(Body.of(body, 0).bytes());
                }
            });
            System.out.println(Body.of(body, 1).stored().length + " of " + body.length() + " bytes are stored");
        }
    }

    /** Words of a hundred at random, in the JSON of a chat completion. */
    private static String reply(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("{\"id\":\"chatcmpl-1\",\"choices\":[{\"message\":{\"content\":\"");
        while (text.length() < length - 4) {
            text.append(Integer.toString(random.nextInt(100) * 7919 + 46_656, 36))
                    .append(' ');
        }
        return text.append("\"}}]}").toString();
    }

    private static void work(Ledger ledger, AtomicLong next) {
        for (long position = next.incrementAndGet(); position <= ITEMS; position = next.incrementAndGet()) {
            ledger.recall(hash(position));
            long call = ledger.ask(Sample.ask(hash(position), "a", position));
            ledger.keep(call, 200, BODY);
            ledger.judge(call, Verdict.GOOD, Sample.READ);
            ledger.ok("a", position, BODY, List.of(call));
        }
    }

    private static String hash(long position) {
        return "%064x".formatted(position * 0x9E3779B97F4A7C15L);
    }

    private interface Part {
        void run() throws InterruptedException;
    }

    private static void measure(String name, Part part) throws InterruptedException {
        long wall = System.nanoTime();
        long cpu = cpu();
        part.run();
        System.out.printf(
                "%-30s %6.1f us CPU an item, %6.1f us wall%n",
                name, (cpu() - cpu) / 1e3 / ITEMS, (System.nanoTime() - wall) / 1e3 / ITEMS);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
