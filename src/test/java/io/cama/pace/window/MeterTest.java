package io.cama.pace.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Limits;
import io.cama.model.Windows;
import io.cama.pace.HandClock;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final HandClock clock = new HandClock();
    private final Referee requests = new Referee();
    private final Referee tokens = new Referee();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60, 66, 67, 100, 600, 6000})
    void neverLetsASlidingMinuteHaveMoreRequestsThanTheLimitAndUsesMostOfIt(int limit) {
        steadily(meter(Windows.perMinute(limit), Windows.UNLIMITED), 5 * MINUTE, () -> 0);

        assertThat(requests.most(MINUTE)).isLessThanOrEqualTo(limit);
        assertThat(requests.total()).isGreaterThanOrEqualTo((long) (0.95 * 5 * limit));
    }

    @ParameterizedTest
    @CsvSource({"60000, 5000, 5000", "60000, 200, 3000", "30000, 30000, 30000", "1000000, 1, 40000", "2000, 3, 90"})
    void neverLetsASlidingMinuteHaveMoreTokensThanTheLimitAndUsesMostOfIt(long limit, int least, int most) {
        Random random = new Random(limit);
        steadily(
                meter(Windows.UNLIMITED, Windows.perMinute(limit)),
                10 * MINUTE,
                () -> least + random.nextInt(most - least + 1));

        assertThat(tokens.most(MINUTE)).isLessThanOrEqualTo(limit);
        assertThat(tokens.total()).isGreaterThanOrEqualTo((long) (0.95 * 10 * limit));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsEveryWindowWhateverTheTraffic(long seed) {
        Random random = new Random(seed);
        Windows calls = new Windows(20 + random.nextInt(200), 600 + random.nextInt(3_000), 5_000);
        Windows amounts = new Windows(20_000, 300_000, 2_000_000);
        Meter meter = meter(calls, amounts);

        for (int step = 0; step < 20_000; step++) {
            long reserved = random.nextInt(4_000);
            if (meter.waitFor(reserved, clock.currentTimeNanos()).nanos() == 0) {
                callOf(meter, random, reserved);
            }
            boolean lull = random.nextInt(1_000) == 0;
            clock.advance(Duration.ofMillis(lull ? random.nextInt(3_600_000) : random.nextInt(1_000)));
        }

        assertThat(requests.most(MINUTE)).isLessThanOrEqualTo(calls.minute());
        assertThat(requests.most(HOUR)).isLessThanOrEqualTo(calls.hour());
        assertThat(requests.most(DAY)).isLessThanOrEqualTo(calls.day());
        assertThat(tokens.most(MINUTE)).isLessThanOrEqualTo(amounts.minute());
        assertThat(tokens.most(HOUR)).isLessThanOrEqualTo(amounts.hour());
        assertThat(tokens.most(DAY)).isLessThanOrEqualTo(amounts.day());
        assertThat(requests.total()).isGreaterThan(1_000);
    }

    /** A call that takes up to a few seconds, and then was never sent, used less than was reserved, or just that. */
    private void callOf(Meter meter, Random random, long reserved) {
        long begun = clock.currentTimeNanos();
        meter.spend(reserved, begun);
        int call = requests.spend(begun, 1);
        int amount = tokens.spend(begun, reserved);
        clock.advance(Duration.ofMillis(random.nextInt(100)));
        switch (random.nextInt(4)) {
            case 0 -> {
                meter.giveBack(reserved, begun, clock.currentTimeNanos());
                requests.correct(call, 0);
                tokens.correct(amount, 0);
            }
            case 1, 2 -> {
                long used = reserved == 0 ? 0 : random.nextLong(reserved);
                meter.settle(reserved, used, begun, clock.currentTimeNanos());
                tokens.correct(amount, used);
            }
            default -> meter.settle(reserved, reserved, begun, clock.currentTimeNanos());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "33, 1", "60, 1", "67, 2", "100, 3", "6000, 180", "1000000, 30000"})
    void letsThreePercentGoAtOnceAndAtLeastOne(int limit, int burst) {
        Meter meter = meter(Windows.perMinute(limit), Windows.UNLIMITED);
        clock.advance(Duration.ofHours(1));

        int atOnce = 0;
        while (take(meter, 0)) {
            atOnce++;
        }

        assertThat(atOnce).isEqualTo(burst);
    }

    @Test
    void givesAWaitAfterWhichTheCallIsReallyLetThrough() {
        Random random = new Random(3);
        Meter meter = meter(new Windows(30, 300, 0), new Windows(10_000, 0, 0));

        for (int call = 0; call < 500; call++) {
            long amount = random.nextInt(10_000);
            clock.advance(Duration.ofNanos(
                    meter.waitFor(amount, clock.currentTimeNanos()).nanos()));
            assertThat(take(meter, amount)).isTrue();
        }
    }

    @Test
    void debitsWhatWasUsedBeyondTheReservationFromWhatComesNext() {
        Meter meter = meter(Windows.UNLIMITED, Windows.perMinute(6_000));
        take(meter, 100);
        clock.advance(Duration.ofSeconds(10));

        meter.settle(100, 3_100, 0, clock.currentTimeNanos());

        assertThat(meter.stats(clock.currentTimeNanos()).get(3).used()).isEqualTo(3_100);
        assertThat(meter.waitFor(180, clock.currentTimeNanos()).nanos())
                .isBetween(
                        Duration.ofSeconds(29).toNanos(), Duration.ofSeconds(31).toNanos());
    }

    @Test
    void debitsNoWindowWhenOneOfThemRefuses() {
        Meter meter = meter(Windows.perMinute(600), new Windows(0, 0, 100));
        take(meter, 100);
        clock.advance(Duration.ofSeconds(1));

        assertThat(take(meter, 1)).isFalse();
        assertThat(meter.waitFor(1, clock.currentTimeNanos()).word()).isEqualTo("tpd");
        assertThat(meter.stats(clock.currentTimeNanos()).get(0)).isEqualTo(new WindowStats("rpm", 600, 1, false));
    }

    @Test
    void letsADaysLimitBeSpentAsFastAsTheMinutesAllows() {
        Meter meter = meter(new Windows(60, 0, 120), Windows.UNLIMITED);

        for (int call = 0; call < 120; call++) {
            clock.advance(
                    Duration.ofNanos(meter.waitFor(0, clock.currentTimeNanos()).nanos()));
            assertThat(take(meter, 0)).isTrue();
        }

        assertThat(clock.currentTimeNanos()).isLessThan(3 * MINUTE);
        assertThat(meter.waitFor(0, clock.currentTimeNanos()).word()).isEqualTo("rpd");
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

    /** Makes each call as soon as it may be made. */
    private void steadily(Meter meter, long time, LongSupplier amounts) {
        long end = clock.currentTimeNanos() + time;
        long amount = amounts.getAsLong();
        while (clock.currentTimeNanos() < end) {
            long wait = meter.waitFor(amount, clock.currentTimeNanos()).nanos();
            if (wait == 0) {
                meter.spend(amount, clock.currentTimeNanos());
                requests.spend(clock.currentTimeNanos(), 1);
                tokens.spend(clock.currentTimeNanos(), amount);
                amount = amounts.getAsLong();
            } else {
                clock.advance(Duration.ofNanos(wait));
            }
        }
    }
}
