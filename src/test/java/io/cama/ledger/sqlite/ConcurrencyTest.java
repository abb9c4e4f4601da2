package io.cama.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.Caps;
import io.cama.ledger.Spend.Permission.Granted;
import io.cama.model.Counts;
import io.cama.model.Reason;
import io.cama.model.Verdict;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    static final int THREADS = 16;

    Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Sample.open(folder);
        ledger.accept(Sample.run("a"));
        ledger.add("a", Sample.pending(1, 50));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void callsWithEqualHashesGetDifferentNumbers() throws Exception {
        Set<Long> calls = ConcurrentHashMap.newKeySet();
        onAllThreads(thread -> {
            for (int i = 0; i < 25; i++) {
                calls.add(ledger.ask(Sample.ask("same", "a", 1)));
            }
        });
        assertThat(calls).hasSize(THREADS * 25);
        assertThat(ledger.calls("a", 1)).hasSize(THREADS * 25);
        ledger.keep(Collections.max(calls), 200, "{}"); // attempts of a hash are unique, so the last tells of all
        assertThat(ledger.recall("same").orElseThrow().attempt()).isEqualTo(THREADS * 25);
        assertThat(ledger.usage("a").calls()).isEqualTo(THREADS * 25);
    }

    @Test
    void anItemEndsOnceHoweverManyEndIt() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        onAllThreads(thread -> {
            for (long position = 1; position <= 50; position++) {
                boolean first = thread % 2 == 0
                        ? ledger.ok("a", position, "{}", List.of())
                        : ledger.dead("a", position, Reason.REFUSED, "no");
                if (first) {
                    ends.incrementAndGet();
                }
            }
        });
        Counts counts = ledger.counts("a");
        assertThat(ends).hasValue(50);
        assertThat(counts.ok() + counts.dead()).isEqualTo(50);
        assertThat(counts.pending()).isZero();
    }

    @Test
    void noCapIsExceededHoweverCallsAreSettled() throws Exception {
        Caps caps = new Caps(1_000, Long.MAX_VALUE);
        AtomicLong paid = new AtomicLong();
        onAllThreads(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 40; i++) {
                long worst = 1 + random.nextLong(60);
                if (ledger.ask(Sample.ask("h", "a", 1 + i, worst), caps) instanceof Granted granted) {
                    long cost = random.nextLong(worst + 1);
                    settle(granted.call(), cost, worst, random.nextInt(4), paid);
                }
                assertThat(ledger.cost("a")).satisfies(cost -> assertThat(cost.spent() + cost.reserved())
                        .isLessThanOrEqualTo(1_000));
            }
        });
        ledger.skip("a", 50, "a later write");
        assertThat(ledger.cost("a").reserved()).isZero();
        assertThat(ledger.cost("a").spent()).isEqualTo(paid.get()).isBetween(900L, 1_000L);
        assertThat(ledger.spentOn(LocalDate.parse("2026-11-21"))).isEqualTo(paid.get());
    }

    private void settle(long call, long cost, long worst, int way, AtomicLong paid) {
        if (way == 0) {
            ledger.failed(call, Reason.TIMEOUT, "60 s", 0, null, true);
            paid.addAndGet(worst);
        } else if (way == 1) {
            ledger.withdraw(call);
        } else {
            ledger.keep(call, 200, "{}");
            ledger.judge(call, way == 2 ? Verdict.GOOD : Verdict.REJECTED, Sample.cost(cost));
            paid.addAndGet(cost);
        }
    }

    @Test
    void aRunIsTakenByOneThreadOnly() throws Exception {
        IntStream.range(0, 40).forEach(i -> ledger.accept(Sample.run("run" + i)));
        Set<String> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger takes = new AtomicInteger();
        onAllThreads(thread -> {
            for (var run = ledger.takeAccepted(any -> true); run.isPresent(); run = ledger.takeAccepted(any -> true)) {
                taken.add(run.get().id());
                takes.incrementAndGet();
            }
        });
        assertThat(takes).hasValue(41);
        assertThat(taken).hasSize(41);
    }

    private static void onAllThreads(IntConsumer work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<? extends Future<?>> all = IntStream.range(0, THREADS)
                    .mapToObj(thread -> pool.submit(() -> work.accept(thread)))
                    .toList();
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
