package io.cama.flow.fair;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.ledger.Items.Head;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobPoolTest {
    private JobPool pool = new JobPool(Executors.newFixedThreadPool(1));
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    private static Run run(String id, long turn) {
        return new Run(
                id,
                "plain",
                "words.csv",
                "00",
                "00",
                "/source",
                "/outbox",
                0,
                null,
                Terms.USUAL,
                0,
                0,
                turn,
                RunState.RUNNING,
                true,
                1,
                0,
                null,
                true,
                Instant.EPOCH,
                null,
                null,
                null);
    }

    private synchronized void note(String what) {
        done.add(what);
    }

    private void steps(Run run, int count) {
        pool.enter(run, run.id().equals("small") ? 10 : 1000, () -> 0);
        for (int n = 1; n <= count; n++) {
            String step = run.id() + n;
            pool.execute(() -> note(step));
        }
    }

    private void end() throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.isShutdown() && pool.isTerminated()).isTrue();
    }

    @Test
    void theSmallestRunGoesBeforeAllThatWaitForTheLargeOne() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        pool.execute(() -> await(begin));
        steps(run("huge", 1), 5);
        steps(run("small", 2), 3);
        begin.countDown();
        end();

        assertThat(done.subList(0, 6)).contains("small1", "small2", "small3");
    }

    @Test
    void theRunWhoseNextItemIsTheMostUrgentGoesFirstWhateverItsSizeAndTurn() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        pool.execute(() -> await(begin));
        steps(run("small", 1), 3);
        AtomicInteger urgency = new AtomicInteger(2);
        pool.enter(run("fixes", 2), 1000, () -> urgency.getAndSet(9));
        pool.execute(() -> note("after"));
        pool.enter(run("urgent", 3), 1000, () -> -1);
        pool.execute(() -> note("urgent"));
        begin.countDown();
        end();

        assertThat(done).containsExactly("urgent", "small1", "small2", "small3", "after");
    }

    @Test
    void aRunWithoutRankedItemsComesBehindTheLeastUrgentOne() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        pool.execute(() -> await(begin));
        pool.enter(run("usual", 1), 10, () -> Head.UNRANKED);
        pool.execute(() -> note("usual"));
        pool.enter(run("ranked", 2), 1000, () -> 3);
        pool.execute(() -> note("ranked"));
        begin.countDown();
        end();

        assertThat(done).containsExactly("ranked", "usual");
    }

    @Test
    void aRunWhoseThreadsAreStuckLeavesHalfOfThemToTheOthers() throws Exception {
        pool.shutdownNow();
        pool = new JobPool(Executors.newFixedThreadPool(4));
        CountDownLatch begin = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        for (int n = 0; n < 4; n++) {
            pool.execute(() -> await(begin));
        }
        pool.enter(run("huge", 1), 1000, () -> 0);
        for (int n = 0; n < 20; n++) {
            pool.execute(() -> await(stuck));
        }
        pool.enter(run("small", 2), 10, () -> 0);
        CountDownLatch small = new CountDownLatch(20);
        for (int n = 0; n < 20; n++) {
            pool.execute(small::countDown);
        }
        begin.countDown();

        assertThat(small.await(10, TimeUnit.SECONDS)).isTrue();
        stuck.countDown();
        end();
    }

    @Test
    void whatAStepSubmitsIsItsRuns() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        pool.execute(() -> await(begin));
        pool.enter(run("small", 2), 10, () -> 0);
        pool.execute(() -> pool.execute(() -> note("next of small")));
        steps(run("huge", 1), 6);
        begin.countDown();
        while (pool.isShutdown() || !contains("huge6")) {
            Thread.onSpinWait();
        }
        end();

        assertThat(done.indexOf("next of small")).isLessThan(done.indexOf("huge6"));
    }

    private synchronized boolean contains(String what) {
        return done.contains(what);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
