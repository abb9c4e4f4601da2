package io.cama.pace.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Limits;
import io.cama.model.Windows;
import io.cama.pace.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterNumbersTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final HandClock clock = new HandClock();

    @Test
    void countsWhatAnEarlierProcessSpent() {
        clock.advance(Duration.ofDays(2));
        Meter meter = meter(new Windows(0, 100, 1_000), Windows.UNLIMITED);
        long now = clock.currentTimeNanos();
        meter.remember(90, 0, now - HOUR / 2, now);
        meter.remember(800, 0, now - DAY / 2, now);
        meter.remember(5_000, 0, now - DAY * 3 / 2, now);

        int calls = 0;
        while (take(meter, 0)) {
            calls++;
        }

        assertThat(calls).isEqualTo(10);
        assertThat(meter.describe("rph", now)).isEqualTo("100 of 100 requests in the last hour are used");
        assertThat(meter.stats(now).get(2).used()).isEqualTo(900);
    }

    @Test
    void refusesOnlyWhatIsLargerThanAWholeWindow() {
        Meter meter = meter(Windows.UNLIMITED, new Windows(0, 5_000, 0));

        assertThat(meter.refusal(5_000)).isEmpty();
        assertThat(meter.refusal(5_001)).contains("5000 tokens per hour (tph)");
    }

    private Meter meter(Windows calls, Windows amounts) {
        return new Meter(new Limits(calls, amounts, 1, 1024), clock);
    }

    private boolean take(Meter meter, long amount) {
        long now = clock.currentTimeNanos();
        boolean free = meter.waitFor(amount, now).nanos() == 0;
        if (free) {
            meter.spend(amount, now);
        }
        return free;
    }
}
