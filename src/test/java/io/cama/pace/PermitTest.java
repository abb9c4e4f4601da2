package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Limits;
import io.cama.model.Windows;
import io.cama.pace.Gates.Spent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a gate does with the permits it gives, where nobody else waits. */
@Timeout(10)
class PermitTest {
    private final HandClock clock = new HandClock();

    @Test
    void keepsItsEstimateWhenNothingIsReported() throws InterruptedException {
        Gate gate = tokens(10_000);

        gate.take(GateKit.tokens(4_000), () -> false).close();

        assertThat(used(gate, "tpm")).isEqualTo(4_000);
        assertThat(used(gate, "rpm")).isEqualTo(1);
    }

    @Test
    void givesBackTheTokensThatWereNotUsed() throws InterruptedException {
        Gate gate = tokens(10_000);

        try (Permit permit = gate.take(GateKit.tokens(4_000), () -> false)) {
            permit.settle(1_000);
            permit.settle(9_000);
            permit.giveBack();
        }

        assertThat(used(gate, "tpm")).isEqualTo(1_000);
        clock.advance(Duration.ofSeconds(10));
        assertThat(gate.take(GateKit.tokens(9_000), () -> false)).isNotNull();
    }

    @Test
    void givesBackRequestAndTokensOfACallThatWasNeverSent() throws InterruptedException {
        Gate gate = GateKit.gate(clock, Windows.perMinute(1), Windows.perMinute(100));

        for (int call = 0; call < 5; call++) {
            try (Permit permit = gate.take(GateKit.tokens(100), () -> false)) {
                permit.giveBack();
            }
        }

        assertThat(used(gate, "rpm")).isZero();
        assertThat(used(gate, "tpm")).isZero();
    }

    @Test
    void refusesToSettleLessThanNothing() throws InterruptedException {
        Permit permit = tokens(10_000).take(GateKit.ANY, () -> false);

        assertThatThrownBy(() -> permit.settle(-1)).hasMessageContaining("-1");
    }

    @Test
    void holdsOnePlaceUntilItIsClosedHoweverOften() throws InterruptedException {
        Gate gate = GateKit.gate(clock, Windows.UNLIMITED, Windows.UNLIMITED, 1, 2);
        Permit first = gate.take(GateKit.ANY, () -> false);
        Permit second = gate.take(GateKit.ANY, () -> false);
        assertThat(gate.stats().limitedBy()).isEqualTo("concurrency");

        first.close();
        first.close();
        assertThat(gate.stats().concurrency().inFlight()).isEqualTo(1);
        second.close();

        assertThat(gate.stats().concurrency().inFlight()).isZero();
        assertThat(gate.stats().limitedBy()).isEmpty();
    }

    @Test
    void opensTheGateAfterThreeProbesThatFailOfSomethingElse() throws InterruptedException {
        Gate gate = overloaded();

        for (int probe = 0; probe < 3; probe++) {
            try (Permit alone = gate.take(GateKit.ANY, () -> false)) {
                assertThat(alone).isNotNull();
                assertThat(gate.stats().limitedBy()).isEqualTo("server");
            }
            assertThat(gate.stats().limitedBy()).isEmpty();
        }

        try (Permit oneOfSeveral = gate.take(GateKit.ANY, () -> false)) {
            assertThat(oneOfSeveral).isNotNull();
            assertThat(gate.stats().limitedBy()).isEmpty();
        }
    }

    @Test
    void goesOnAloneAfterProbesThatWereNeverSent() throws InterruptedException {
        Gate gate = overloaded();

        for (int probe = 0; probe < 5; probe++) {
            try (Permit alone = gate.take(GateKit.ANY, () -> false)) {
                assertThat(gate.stats().limitedBy()).isEqualTo("server");
                alone.giveBack();
            }
        }
    }

    @Test
    void countsProbesAnewAfterEachOverload() throws InterruptedException {
        Gate gate = overloaded();
        GateKit.call(gate);
        GateKit.call(gate);
        try (Permit alone = gate.take(GateKit.ANY, () -> false)) {
            alone.overloaded(null);
        }
        clock.advance(Duration.ofSeconds(5));

        GateKit.call(gate);

        try (Permit alone = gate.take(GateKit.ANY, () -> false)) {
            assertThat(alone).isNotNull();
            assertThat(gate.stats().limitedBy()).isEqualTo("server");
        }
    }

    /** Again open for one. */
    private Gate overloaded() throws InterruptedException {
        Gate gate = GateKit.gate(clock, Windows.UNLIMITED, Windows.UNLIMITED, 4, 8);
        try (Permit permit = gate.take(GateKit.ANY, () -> false)) {
            permit.overloaded(null);
        }
        clock.advance(Duration.ofSeconds(5));
        return gate;
    }

    @Test
    void isNotGivenForACallThatIsLargerThanAWindowOrLessThanNothing() {
        Gate gate = tokens(10_000);

        assertThatThrownBy(() -> gate.take(GateKit.tokens(10_001), () -> false))
                .isInstanceOf(ItemFault.class)
                .hasMessageContainingAll("10001 tokens", "openai", "10000 tokens per minute", "tpm");
        assertThatThrownBy(() -> gate.take(GateKit.tokens(-1), () -> false)).hasMessageContaining("-1");
        assertThat(gate.waiting()).isZero();
        assertThat(used(gate, "tpm")).isZero();
    }

    @Test
    void isRefusedAtOnceWhenTheWaitIsKnownToBeTooLong() throws InterruptedException {
        Gate gate = GateKit.gate(clock, new Windows(0, 0, 2), Windows.UNLIMITED);
        GateKit.call(gate);
        GateKit.call(gate);

        assertThatThrownBy(() -> GateKit.call(gate))
                .isInstanceOfSatisfying(GateFull.class, full -> {
                    assertThat(full.limitedBy()).isEqualTo("rpd");
                    assertThat(full.waitTime()).isBetween(Duration.ofHours(24), Duration.ofHours(25));
                })
                .hasMessageContainingAll("openai", "300 s", "2 of 2 requests in the last day");
        assertThat(gate.waiting()).isZero();
        assertThat(gate.stats().concurrency().inFlight()).isZero();

        clock.advance(Duration.ofHours(25));
        GateKit.call(gate);
    }

    @Test
    void isRefusedAtOnceWhenTheEndpointAsksForALongPause() {
        Gate gate = tokens(10_000);

        gate.pause(Duration.ofSeconds(301));

        assertThatThrownBy(() -> GateKit.call(gate))
                .isInstanceOfSatisfying(GateFull.class, full -> {
                    assertThat(full.limitedBy()).isEqualTo("retry-after");
                    assertThat(full.waitTime()).isEqualTo(Duration.ofSeconds(301));
                })
                .hasMessageContaining("endpoint asks");
    }

    @Test
    void countsWhatWasSpentBeforeARestart() throws InterruptedException {
        clock.advance(Duration.ofDays(3));
        Gates gates = new Gates(clock, clock, GateSettings.DEFAULTS);
        gates.restore(
                "openai",
                List.of(
                        new Spent(clock.instant().minus(Duration.ofHours(2)), 7, 500),
                        new Spent(clock.instant().minus(Duration.ofHours(30)), 100, 100)));

        Gate gate = gates.of(GateKit.provider("openai", new Windows(0, 0, 10)));

        assertThat(used(gate, "rpd")).isEqualTo(7);
        assertThat(used(gate, "rph")).isZero();
        assertThat(used(gate, "tpd")).isEqualTo(500);
        assertThat(gates.stats()).containsOnlyKeys("openai");
        assertThatThrownBy(() -> gates.restore("openai", List.of())).hasMessageContaining("in use");
        List<Permit> permits = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            permits.add(gate.take(GateKit.ANY, () -> false));
        }
        assertThat(permits).hasSize(3);
        assertThatThrownBy(() -> GateKit.call(gate)).isInstanceOf(GateFull.class);
    }

    @Test
    void showsAndChangesLimitsWhileItRuns() {
        Gate gate = GateKit.perMinute(clock, 0);

        gate.limits(new Limits(Windows.perMinute(7), Windows.UNLIMITED, 2, 3));
        gate.thresholds(20, 5);

        assertThat(gate.stats().concurrency().limit()).isEqualTo(3);
        assertThat(gate.stats().provider()).isEqualTo("openai");
        assertThat(gate.stats().windows().get(0).limit()).isEqualTo(7);
    }

    private Gate tokens(long perMinute) {
        return GateKit.gate(clock, Windows.UNLIMITED, Windows.perMinute(perMinute));
    }

    private static long used(Gate gate, String word) {
        return gate.stats().windows().stream()
                .filter(window -> window.word().equals(word))
                .findFirst()
                .orElseThrow()
                .used();
    }
}
