package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.RunPaused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a gate does where nobody else waits. */
class QuietGateTest {
    private final HandClock clock = new HandClock();
    private final Gate gate = GateKit.perMinute(clock, 1);

    @Test
    void letsEverybodyThroughAtOnceWhenThereIsNoLimit() throws InterruptedException {
        Gate open = GateKit.perMinute(clock, 0);

        for (int call = 0; call < 1_000; call++) {
            open.take(new Gate.Demand(0, call, 5_000), () -> false).close();
        }

        assertThat(open.waiting()).isZero();
    }

    @Test
    void turnsACancelledCallAwayOnArrival() throws InterruptedException {
        assertThatThrownBy(() -> gate.take(GateKit.ANY, () -> true)).isInstanceOf(RunPaused.class);

        GateKit.call(gate);

        assertThat(gate.waiting()).isZero();
    }

    @Test
    void keepsTheLongerOfTwoPauses() {
        gate.pause(Duration.ofSeconds(30));
        gate.pause(Duration.ofSeconds(10));
        assertThat(gate.pausedFor()).isEqualTo(Duration.ofSeconds(30));

        gate.pause(Duration.ofSeconds(40));
        assertThat(gate.pausedFor()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void takesNoHarmFromAbsurdPauses() {
        gate.pause(Duration.ofSeconds(-5));
        assertThat(gate.pausedFor()).isZero();

        gate.pause(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(gate.pausedFor()).isEqualTo(Duration.ofDays(365));
    }
}
