package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final HandClock clock = new HandClock();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60, 66, 67, 100, 600, 6000})
    void neverLetsASlidingMinuteHaveMoreThanTheLimitAndUsesMostOfIt(int limit) {
        Rate rate = new Rate(limit, clock);
        List<Long> grants = new ArrayList<>();

        long end = 5 * MINUTE;
        while (clock.currentTimeNanos() < end) {
            long wait = rate.take();
            if (wait == 0) {
                grants.add(clock.currentTimeNanos());
            } else {
                clock.advance(Duration.ofNanos(wait));
            }
        }

        assertThat(mostInAMinute(grants)).isLessThanOrEqualTo(limit);
        assertThat(grants.size()).isGreaterThanOrEqualTo((int) (0.95 * 5 * limit));
    }

    @Test
    void keepsTheLimitWhenCallsComeInBurstsAndLulls() {
        Rate rate = new Rate(600, clock);
        Random random = new Random(7);
        List<Long> grants = new ArrayList<>();

        for (int step = 0; step < 2_000; step++) {
            for (int call = random.nextInt(40); call > 0; call--) {
                if (rate.take() == 0) {
                    grants.add(clock.currentTimeNanos());
                }
            }
            clock.advance(Duration.ofMillis(random.nextInt(1_000)));
        }

        assertThat(mostInAMinute(grants)).isBetween(540, 600);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "33, 1", "60, 1", "67, 2", "100, 3", "6000, 180", "1000000, 30000"})
    void letsThreePercentGoAtOnceAndAtLeastOne(int limit, int burst) {
        Rate rate = new Rate(limit, clock);
        clock.advance(Duration.ofHours(1));

        int atOnce = 0;
        while (rate.take() == 0) {
            atOnce++;
        }

        assertThat(atOnce).isEqualTo(burst);
    }

    @Test
    void hasNoLimitWhenThatIsZero() {
        Rate rate = new Rate(0, clock);

        for (int call = 0; call < 10_000; call++) {
            assertThat(rate.take()).isZero();
        }
    }

    @Test
    void refusesALimitBelowZero() {
        assertThatThrownBy(() -> new Rate(-1, clock)).hasMessageContaining("was -1");
    }

    private static int mostInAMinute(List<Long> grants) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < grants.size(); last++) {
            while (grants.get(last) - grants.get(first) >= MINUTE) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
