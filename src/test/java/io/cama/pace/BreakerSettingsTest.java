package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerSettingsTest {
    @Test
    void refusesSettingsThatMakeNoBreaker() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new BreakerSettings(0, second, 1, second, 1)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> new BreakerSettings(101, second, 1, second, 1)).hasMessageContaining("was 101");
        assertThatThrownBy(() -> new BreakerSettings(1, Duration.ZERO, 1, second, 1))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 0, second, 1)).hasMessageContaining("minimum calls");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 1, Duration.ZERO, 1))
                .hasMessageContaining("open");
        assertThatThrownBy(() -> new BreakerSettings(1, second, 1, second, 0)).hasMessageContaining("probes");
    }
}
