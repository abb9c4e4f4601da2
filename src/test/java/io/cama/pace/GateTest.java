package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.model.RunPaused;
import io.cama.model.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GateTest {
    private static final Duration A_MINUTE_AND_MORE = Duration.ofSeconds(62);

    private final HandClock clock = new HandClock();
    private final Gate gate = GateKit.perMinute(clock, 1);
    private final BlockingQueue<String> through = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endTheWaiting() {
        threads.forEach(Thread::interrupt);
    }

    @Test
    void letsTheMostUrgentThroughFirstThenTheEarlierRunThenWhoCameFirst() throws InterruptedException {
        GateKit.call(gate);
        waits(gate, "low rank", 2, 1);
        waits(gate, "later run", 1, 9);
        waits(gate, "first to come", 1, 3);
        waits(gate, "second to come", 1, 3);
        waits(gate, "high rank", 0, 99);

        List<String> order = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            clock.advance(A_MINUTE_AND_MORE);
            gate.wake();
            order.add(through.take());
        }

        assertThat(order).containsExactly("high rank", "first to come", "second to come", "later run", "low rank");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void letsNobodyThroughBeforeItsTime() throws InterruptedException {
        GateKit.call(gate);
        AtomicInteger looks = new AtomicInteger();
        waits(gate, "early", 0, 1, () -> looks.incrementAndGet() < 0);

        clock.advance(Duration.ofSeconds(60));
        gate.wake();
        int before = looks.get();
        await().until(() -> looks.get() >= before + 3);

        assertThat(through).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(through.take()).isEqualTo("early");
    }

    @Test
    void endsTheWaitOfACancelledCallAndUsesUpNoPermit() throws InterruptedException {
        GateKit.call(gate);
        AtomicBoolean cancelled = new AtomicBoolean();
        for (int count = 0; count < 16; count++) {
            waits(gate, "cancelled", 0, 1, cancelled::get);
        }
        waits(gate, "goes on", 5, 5);

        cancelled.set(true);
        gate.wake();
        await().until(() -> through.size() == 16);

        assertThat(gate.waiting()).isEqualTo(1);
        assertThat(through).containsOnly("cancelled: paused");
        through.clear();
        clock.advance(A_MINUTE_AND_MORE);
        assertThat(through.take()).isEqualTo("goes on");
    }

    @Test
    void noticesACancelledWaitEvenWhenNobodyWakesIt() throws InterruptedException {
        GateKit.call(gate);
        AtomicBoolean cancelled = new AtomicBoolean();
        waits(gate, "unwoken", 0, 1, cancelled::get);

        cancelled.set(true);

        assertThat(through.take()).isEqualTo("unwoken: paused");
    }

    @Test
    void leavesTheQueueWhenInterrupted() throws InterruptedException {
        GateKit.call(gate);
        waits(gate, "interrupted", 0, 1);

        threads.get(0).interrupt();

        assertThat(through.take()).isEqualTo("interrupted: interrupted");
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void letsNobodyThroughDuringAPauseWhateverTheLimit() throws InterruptedException {
        Gate open = GateKit.perMinute(clock, 0);
        AtomicInteger looks = new AtomicInteger();

        open.pause(Duration.ofSeconds(30));
        waits(open, "after the pause", 0, 1, () -> looks.incrementAndGet() < 0);
        clock.advance(Duration.ofSeconds(29));
        int before = looks.get();
        await().until(() -> looks.get() >= before + 3);

        assertThat(through).isEmpty();
        assertThat(open.pausedFor()).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(through.take()).isEqualTo("after the pause");
        assertThat(open.pausedFor()).isZero();
    }

    @Test
    void givesEachProviderOneGateAndWakesThemAll() throws InterruptedException {
        Gates gates = new Gates(clock, clock, GateSettings.DEFAULTS);
        Gate one = gates.of(GateKit.provider("one", Windows.perMinute(1)));
        Gate other = gates.of(GateKit.provider("other", Windows.perMinute(1)));
        AtomicBoolean cancelled = new AtomicBoolean();

        assertThat(gates.of(GateKit.provider("one", Windows.perMinute(500)))).isSameAs(one);
        assertThat(other).isNotSameAs(one);
        GateKit.call(one);
        GateKit.call(other);
        waits(one, "one", 0, 1, cancelled::get);
        waits(other, "other", 0, 1, cancelled::get);
        cancelled.set(true);
        gates.wakeAll();

        assertThat(List.of(through.take(), through.take())).containsExactlyInAnyOrder("one: paused", "other: paused");
    }

    private void waits(Gate at, String name, int rank, long turn) {
        waits(at, name, rank, turn, () -> false);
    }

    /** Starts a thread that waits at a gate, and returns once it is in the queue. */
    private void waits(Gate at, String name, int rank, long turn, BooleanSupplier cancelled) {
        int before = at.waiting();
        Thread thread = new Thread(() -> through.add(name + take(at, rank, turn, cancelled)), name);
        threads.add(thread);
        thread.start();
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> at.waiting() == before + 1);
    }

    private static String take(Gate at, int rank, long turn, BooleanSupplier cancelled) {
        try {
            at.take(new Gate.Demand(rank, turn, 1), cancelled).close();
            return "";
        } catch (RunPaused paused) {
            return ": paused";
        } catch (InterruptedException interrupted) {
            return ": interrupted";
        }
    }
}
