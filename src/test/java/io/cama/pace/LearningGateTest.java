package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.model.Windows;
import io.cama.pace.window.WindowStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a gate learns from headers and refusals. */
@Timeout(10)
class LearningGateTest {
    private final HandClock clock = new HandClock();

    @Test
    void isNotGivenWhileTheEndpointHasNothingLeftAndNoKnownLimit() {
        Gate gate = GateKit.perMinute(clock, 0);

        gate.observe(GateKit.requestHint(-1, 0, Duration.ofSeconds(20)));

        assertThat(gate.pausedFor()).isEqualTo(Duration.ofSeconds(20));
        assertThat(gate.stats().limitedBy()).isEqualTo("server");
        gate.observe(GateKit.requestHint(10_000, 0, Duration.ofMinutes(10)));
        assertThatThrownBy(() -> GateKit.call(gate)).hasMessageContaining("nothing is left");
    }

    @Test
    void isNotTroubledByALimitThatIsNone() {
        Gate gate = GateKit.perMinute(clock, 0);

        gate.observe(GateKit.requestHint(100_000_000_000L, -1, null));

        assertThat(limit(gate)).isEqualTo(new WindowStats("rpm", 0, 0, false));
    }

    @Test
    void keepsAllItsLimitsWhereOneOfOthersCannotBe() {
        Gate gate = GateKit.gate(clock, Windows.perMinute(600), Windows.perMinute(900));
        GateStats before = gate.stats();
        Windows tooMany = Windows.perMinute(4_000_000_000_000L);

        assertThatThrownBy(() -> gate.limits(new Limits(tooMany, Windows.perMinute(5), 2, 3)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gate.limits(new Limits(Windows.perMinute(5), tooMany, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(gate.stats()).isEqualTo(before);
    }

    @Test
    void followsALimitThatHeadersLowerAndRaiseAgain() {
        Gate gate = GateKit.perMinute(clock, 600);

        gate.observe(GateKit.requestHint(100, -1, null));
        assertThat(limit(gate)).isEqualTo(new WindowStats("rpm", 100, 0, true));
        gate.observe(GateKit.requestHint(400, -1, null));
        assertThat(limit(gate)).isEqualTo(new WindowStats("rpm", 400, 0, true));
        gate.observe(GateKit.requestHint(100_000, -1, null));

        assertThat(limit(gate)).isEqualTo(new WindowStats("rpm", 600, 0, false));
    }

    @Test
    void takesNoHarmFromHeadersThatVanishOrAreJunk() throws InterruptedException {
        Gate gate = GateKit.perMinute(clock, 600);
        gate.observe(GateKit.requestHint(100, 90, Duration.ofSeconds(6)));
        WindowStats before = limit(gate);

        gate.observe(RateHints.NONE);
        gate.observe(GateKit.requestHint(0, -1, Duration.ofSeconds(-5)));
        gate.observe(GateKit.requestHint(-7, -7, Duration.ofSeconds(Long.MAX_VALUE)));
        gate.observe(GateKit.requestHint(Long.MAX_VALUE, Long.MAX_VALUE, null));

        assertThat(limit(gate)).isEqualTo(before);
        GateKit.call(gate);
    }

    @Test
    void leavesOthersWithTheSameKeyWhatTheyHaveUsed() {
        Gate gate = GateKit.perMinute(clock, 100);

        gate.observe(GateKit.requestHint(100, 40, Duration.ofSeconds(30)));
        assertThat(limit(gate).used()).isEqualTo(60);
        gate.observe(GateKit.requestHint(100, 70, Duration.ofSeconds(30)));
        assertThat(limit(gate).used()).isEqualTo(60);
        gate.observe(GateKit.requestHint(100, 0, null));
        assertThat(gate.stats().limitedBy()).isEqualTo("rpm");

        clock.advance(Duration.ofSeconds(15));
        assertThat(limit(gate).used()).isBetween(45L, 80L);
        clock.advance(Duration.ofSeconds(46));
        assertThat(limit(gate).used()).isZero();
    }

    @Test
    void closesTheEndpointForLongerAndLongerWithOneProbeEachTime() throws InterruptedException {
        Gate gate = GateKit.perMinute(clock, 0);
        Permit inFlight = gate.take(GateKit.ANY, () -> false);
        List<Duration> closed = new ArrayList<>();

        for (int round = 0; round < 6; round++) {
            try (Permit probe = gate.take(GateKit.ANY, () -> false)) {
                probe.overloaded(null);
                probe.succeeded();
            }
            closed.add(gate.pausedFor());
            clock.advance(gate.pausedFor());
        }
        inFlight.overloaded(null);
        inFlight.close();

        assertThat(closed).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 5L, 5L, 5L);
        assertThat(gate.pausedFor()).isZero();
        Permit unsaid = gate.take(GateKit.ANY, () -> false);
        assertThat(gate.stats().limitedBy()).isEqualTo("server");
        unsaid.close();
        Permit good = gate.take(GateKit.ANY, () -> false);
        assertThat(gate.stats().limitedBy()).isEqualTo("server");
        good.succeeded();
        assertThat(gate.stats().limitedBy()).isEmpty();
    }

    @Test
    void takesAProbeThatIsStillUnderWayAfterSecondsForAccepted() throws InterruptedException {
        Gate gate = GateKit.gate(clock, Windows.UNLIMITED, Windows.UNLIMITED, 8, 8);
        gate.take(GateKit.ANY, () -> false).overloaded(null);
        clock.advance(Duration.ofSeconds(1));
        gate.take(GateKit.ANY, () -> false);
        assertThat(gate.stats().limitedBy()).isEqualTo("server");

        clock.advance(Duration.ofSeconds(3));
        gate.take(GateKit.ANY, () -> false);

        assertThat(gate.stats().limitedBy()).isEmpty();
    }

    private static WindowStats limit(Gate gate) {
        return gate.stats().windows().get(0);
    }
}
