package io.cama.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void doublesUpToItsMaximum() {
        assertThat(seconds(always(0.5))).containsExactly(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0);
        assertThat(seconds(always(0.75))).containsExactly(0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0);
        assertThat(seconds(always(1.0))).containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0);
    }

    @Test
    void takesAFactorFromAHalfToOneAndUsesBothHalvesOfIt() {
        RetryDelay delay = new RetryDelay(SECOND, MINUTE, new Random(1));

        for (int retry = 0; retry < 8; retry++) {
            double full = Math.min(60, 1L << retry);
            int number = retry;
            List<Double> factors = IntStream.range(0, 1_000)
                    .mapToDouble(sample -> delay.before(number).toNanos() / 1e9 / full)
                    .boxed()
                    .toList();

            assertThat(factors).allMatch(factor -> factor >= 0.4999999 && factor <= 1.0);
            assertThat(factors).anyMatch(factor -> factor < 0.6).anyMatch(factor -> factor > 0.9);
        }
    }

    @Test
    void staysAtItsMaximumHoweverOftenItIsAsked() {
        RetryDelay delay = new RetryDelay(SECOND, MINUTE, always(1.0));

        for (int retry : new int[] {31, 32, 62, 63, 64, 1_000, Integer.MAX_VALUE}) {
            assertThat(delay.before(retry)).isEqualTo(MINUTE);
        }
    }

    @Test
    void neverExceedsAMaximumBelowTheInitialDelay() {
        assertThat(new RetryDelay(MINUTE, SECOND, always(1.0)).before(0)).isEqualTo(SECOND);
    }

    @Test
    void startsTwiceAsLongAfterAnOverload() {
        RetryDelay delay = new RetryDelay(SECOND, MINUTE, always(1.0));

        assertThat(delay.before(0, Reason.OVERLOADED)).isEqualTo(Duration.ofSeconds(2));
        assertThat(delay.before(3, Reason.OVERLOADED)).isEqualTo(Duration.ofSeconds(16));
        assertThat(delay.before(3, Reason.UPSTREAM_5XX)).isEqualTo(Duration.ofSeconds(8));
        assertThat(delay.before(Integer.MAX_VALUE, Reason.OVERLOADED)).isEqualTo(MINUTE);
    }

    @Test
    void refusesDelaysOfNothingAndRetriesBelowZero() {
        assertThatThrownBy(() -> new RetryDelay(Duration.ZERO, MINUTE, always(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryDelay(SECOND, SECOND.negated(), always(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryDelay(SECOND, MINUTE, always(1)).before(-1))
                .hasMessageContaining("was -1");
    }

    private static List<Double> seconds(RandomGenerator random) {
        RetryDelay delay = new RetryDelay(SECOND, MINUTE, random);
        return IntStream.range(0, 8)
                .mapToObj(retry -> delay.before(retry).toMillis() / 1e3)
                .toList();
    }

    /** Chance that always gives the same number, whatever is asked for. */
    private static RandomGenerator always(double number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble(double from, double to) {
                return number;
            }
        };
    }
}
