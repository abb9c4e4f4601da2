package io.cama.pace.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Limits;
import io.cama.model.RateHints;
import io.cama.model.Windows;
import io.cama.pace.HandClock;
import io.cama.pace.adapt.Traffic.Said;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StormTest {
    private static final Duration BEGIN = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(150);

    private final HandClock clock = new HandClock();

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 300, 600, 900})
    void isMetByFewCallsAndFollowedByFullSpeedWithinFiveSeconds(int latency) {
        Traffic traffic = storm(Duration.ofMillis(latency), Said.NO);

        traffic.run(END.plusSeconds(65));

        assertThat(traffic.accepted(BEGIN.minusSeconds(60), BEGIN)).isGreaterThanOrEqualTo(570);
        assertThat(traffic.refused(BEGIN, END)).isBetween(1, 30);
        assertThat(traffic.accepted(END.plusSeconds(5), END.plusSeconds(65))).isGreaterThanOrEqualTo(570);
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "600, 1", "100, 4"})
    void isMetByFewCallsWhenTheEndpointAsksForShortPausesToo(int latency, int seconds) {
        Traffic traffic =
                storm(Duration.ofMillis(latency), new Said(false, RateHints.NONE, Duration.ofSeconds(seconds)));

        traffic.run(END.plusSeconds(65));

        assertThat(traffic.refused(BEGIN, END)).isBetween(1, 30);
        assertThat(traffic.accepted(END.plusSeconds(5), END.plusSeconds(65))).isGreaterThanOrEqualTo(570);
    }

    private Traffic storm(Duration latency, Said refusal) {
        return new Traffic(
                clock,
                new Limits(Windows.perMinute(600), Windows.UNLIMITED, 1, 64),
                now -> now >= BEGIN.toNanos() && now < END.toNanos() ? refusal : Said.YES,
                16,
                latency);
    }
}
