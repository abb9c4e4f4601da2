package io.cama.llm.demo.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void halfAreBelowTheMedianAndOneInAHundredAboveTheNinetyNinth() {
        var latency = new Latency(Duration.ofMillis(200), Duration.ofSeconds(2));
        Random random = new Random(1);
        int below = 0;
        int above = 0;
        for (int i = 0; i < 100_000; i++) {
            Duration one = latency.of(random.nextDouble(), random.nextDouble());
            below += one.compareTo(latency.p50()) <= 0 ? 1 : 0;
            above += one.compareTo(latency.p99()) > 0 ? 1 : 0;
            assertThat(one).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        }

        assertThat(below).isBetween(49_000, 51_000);
        assertThat(above).isBetween(800, 1_200);
    }

    @Test
    void oneLatencyIsAlwaysTheSame() {
        assertThat(Latency.fixed(Duration.ofMillis(7)).of(0.999, 0)).isEqualTo(Duration.ofMillis(7));
        assertThat(new Latency(Duration.ZERO, Duration.ofSeconds(1)).of(0.5, 0.5))
                .isZero();
    }

    @Test
    void aNinetyNinthBelowTheMedianIsRefused() {
        assertThatThrownBy(() -> new Latency(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
