package io.cama.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AloneTest {
    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private <T> CompletableFuture<T> start(String lock, Alone.Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                done.complete(Alone.with(folder.resolve(lock), work));
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    @Test
    void whoHoldsOneFileHoldsUpNobodyAtAnother() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Boolean> holder = start("one.lock", () -> {
            held.countDown();
            return awaitQuietly(over);
        });
        held.await();
        List<CompletableFuture<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            others.add(start("other" + i + ".lock", () -> 1));
        }

        // One or two of them may share a monitor with the first.
        assertThat(CompletableFuture.anyOf(others.toArray(CompletableFuture[]::new))
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo(1);

        assertThat(holder).isNotDone();
        over.countDown();
        assertThat(holder.get()).isTrue();
    }

    @Test
    void atOneFileThereIsNeverMoreThanOne() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = i % 2 == 0 ? "one.lock" : "./one.lock";
            all.add(start(name, () -> {
                int here = inside.incrementAndGet();
                LockSupport.parkNanos(200_000);
                inside.decrementAndGet();
                return here;
            }));
        }
        for (CompletableFuture<Integer> one : all) {
            assertThat(one.get()).isEqualTo(1);
        }
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
