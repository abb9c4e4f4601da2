package io.cama.cli.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class InterruptionTest {
    private final AtomicInteger told = new AtomicInteger();
    private final List<Integer> halted = new CopyOnWriteArrayList<>();

    private Interruption interruption() {
        return new Interruption(told::incrementAndGet, halted::add);
    }

    @Test
    void whoeverWaitsIsWokenAndWhatMustBeDoneIsDoneOnce() {
        try (Interruption interruption = interruption()) {
            assertThat(interruption.came()).isFalse();
            assertThat(interruption.await(Duration.ZERO)).isFalse();
            assertThat(interruption.exit()).isZero();

            interruption.signal(Signal.TERM);
            interruption.drain();

            assertThat(interruption.came()).isTrue();
            assertThat(interruption.await(Duration.ofDays(1))).isTrue();
            assertThat(told).hasValue(1);
            assertThat(halted).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
    void eachSignalHasItsExitCode(Signal signal, int exit) {
        try (Interruption interruption = interruption()) {
            interruption.signal(signal);

            assertThat(interruption.exit()).isEqualTo(exit);
        }
    }

    @Test
    void aSecondSignalEndsTheProcessAtOnceWhateverToldItFirst() {
        try (Interruption interruption = interruption()) {
            interruption.drain();
            assertThat(interruption.exit()).isZero();

            interruption.signal(Signal.INT);

            assertThat(halted).containsExactly(75);
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void aProcessThatHangsWhileItStopsIsEndedAndOneThatHasStoppedIsNot() {
        Interruption stopped = interruption();
        stopped.endWithin(Duration.ofMillis(50));
        stopped.close();
        try (Interruption hanging = interruption()) {
            hanging.endWithin(Duration.ofMillis(100));

            await().until(() -> !halted.isEmpty());
        }

        assertThat(halted).containsExactly(75);
    }
}
