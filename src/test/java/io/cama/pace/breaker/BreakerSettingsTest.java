package io.cama.pace.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.pace.HandClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BreakerSettingsTest {
    @Test
    void refusesSettingsThatMakeNoBreaker() {
        Duration second = Duration.ofSeconds(1);

        List<Duration> open = List.of(second);

        assertThatThrownBy(() -> new BreakerSettings(0, second, 1, open, 1, 0)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> new BreakerSettings(101, second, 1, open, 1, 0))
                .hasMessageContaining("was 101");
        assertThatThrownBy(() -> new BreakerSettings(1, Duration.ZERO, 1, open, 1, 0))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 0, open, 1, 0)).hasMessageContaining("minimum calls");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 1, List.of(), 1, 0))
                .hasMessageContaining("open");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 1, List.of(second, Duration.ZERO), 1, 0))
                .hasMessageContaining("open");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 1, open, 0, 0)).hasMessageContaining("probes");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 1, open, 1, -1)).hasMessageContaining("in a row");
    }

    @Test
    void hasPresetsThatDifferInRateTimeAndProbes() {
        assertThat(BreakerSettings.preset("strict")).isEqualTo(settings(30, 60, 5));
        assertThat(BreakerSettings.preset("lenient")).isEqualTo(settings(70, 15, 2));
        assertThat(BreakerSettings.preset("default")).isEqualTo(settings(50, 30, 3));
        assertThatThrownBy(() -> BreakerSettings.preset("odd"))
                .hasMessageContainingAll("odd", "default", "strict", "lenient");
    }

    @Test
    void openAStrictBreakerEarlierThanALenientOne() {
        CircuitBreaker strict = new Breakers(BreakerSettings.preset("strict"), new HandClock()).of("a", "b");
        CircuitBreaker lenient = new Breakers(BreakerSettings.preset("lenient"), new HandClock()).of("a", "b");

        for (CircuitBreaker each : List.of(strict, lenient)) {
            for (int call = 0; call < 10; call++) {
                each.acquirePermission();
                if (call < 6) {
                    each.onSuccess(1, TimeUnit.MILLISECONDS);
                } else {
                    each.onError(
                            1,
                            TimeUnit.MILLISECONDS,
                            Failure.of(Reason.UPSTREAM_5XX, "seen").asFault());
                }
            }
        }

        assertThat(strict.getState()).isEqualTo(State.OPEN);
        assertThat(lenient.getState()).isEqualTo(State.CLOSED);
    }

    private static BreakerSettings settings(int rate, int open, int probes) {
        return new BreakerSettings(rate, Duration.ofSeconds(10), 10, List.of(Duration.ofSeconds(open)), probes, 0);
    }
}
