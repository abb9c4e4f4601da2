package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrowdTest {
    private static final int LIMIT = 600;
    private static final int THREADS = 32;
    private static final int CALLS = 40;

    private final HandClock clock = new HandClock();

    @Test
    void ofThreadsNeverExceedsTheLimitNorTheConcurrencyAndLosesNoPermit() throws InterruptedException {
        Gate gate = GateKit.gate(clock, Windows.perMinute(LIMIT), Windows.UNLIMITED, 1, 8);
        Queue<Long> grants = new ConcurrentLinkedQueue<>();
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int number = 0; number < THREADS; number++) {
            int seed = number;
            new Thread(() -> {
                        work(gate, new Random(seed), grants, inFlight, most);
                        done.countDown();
                    })
                    .start();
        }

        while (done.getCount() > 0) {
            clock.advance(Duration.ofMillis(20));
            gate.wake();
            Thread.onSpinWait();
        }

        assertThat(grants).hasSize(THREADS * CALLS);
        assertThat(mostInAMinute(new ArrayList<>(grants))).isLessThanOrEqualTo(LIMIT);
        assertThat(most).hasValueLessThanOrEqualTo(8);
        assertThat(gate.waiting()).isZero();
        assertThat(gate.stats().concurrency().inFlight()).isZero();
    }

    private void work(Gate gate, Random random, Queue<Long> grants, AtomicInteger inFlight, AtomicInteger most) {
        try {
            for (int call = 0; call < CALLS; call++) {
                long before = clock.currentTimeNanos();
                try (Permit permit = gate.take(new Gate.Demand(random.nextInt(3), call, 100), () -> false)) {
                    grants.add(Math.max(before, clock.currentTimeNanos()));
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    permit.settle(random.nextInt(200));
                    permit.succeeded();
                    inFlight.decrementAndGet();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int mostInAMinute(List<Long> grants) {
        grants.sort(null);
        int most = 0;
        int first = 0;
        for (int last = 0; last < grants.size(); last++) {
            while (grants.get(last) - grants.get(first) >= Duration.ofMinutes(1).toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
