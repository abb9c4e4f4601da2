package io.cama.pace.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @CsvSource({"1, 64, 8", "1, 2, 2", "16, 64, 16", "1, 1, 1"})
    void startsSmallWithinItsBounds(int min, int max, int start) {
        assertThat(new Concurrency(min, max, 0, 0).stats().limit()).isEqualTo(start);
    }

    @Test
    void doublesWithEachRoundUntilTheMostIsReached() {
        Concurrency concurrency = new Concurrency(1, 60, 0, 0);

        round(concurrency, 100);
        assertThat(concurrency.stats().limit()).isEqualTo(16);
        round(concurrency, 100);
        round(concurrency, 100);
        round(concurrency, 100);

        assertThat(concurrency.stats()).isEqualTo(new Concurrency.Stats(0, 60, 1, 60, 3, 0));
    }

    @Test
    void halvesAtAnOverloadAndThenGrowsByOneARound() {
        Concurrency concurrency = new Concurrency(1, 64, 0, 0);
        round(concurrency, 100);
        round(concurrency, 100);

        concurrency.overloaded(0, SECOND);
        assertThat(concurrency.stats().limit()).isEqualTo(16);
        round(concurrency, 100);

        assertThat(concurrency.stats()).isEqualTo(new Concurrency.Stats(0, 17, 1, 64, 3, 1));
    }

    @Test
    void countsOverloadsOfCallsInFlightTogetherOnce() {
        Concurrency concurrency = new Concurrency(1, 64, 0, 0);
        round(concurrency, 100);
        round(concurrency, 100);

        for (int call = 0; call < 32; call++) {
            concurrency.overloaded(call, 10 * SECOND + call);
        }
        concurrency.overloaded(9 * SECOND, 60 * SECOND);
        assertThat(concurrency.stats().limit()).isEqualTo(16);

        concurrency.overloaded(11 * SECOND, 11 * SECOND + 500);
        assertThat(concurrency.stats().limit()).isEqualTo(8);
    }

    @Test
    void neverShrinksBelowTheFewest() {
        Concurrency concurrency = new Concurrency(3, 10, 0, 0);

        for (int second = 1; second < 100; second += 2) {
            concurrency.overloaded(second * SECOND, second * SECOND);
        }

        assertThat(concurrency.stats()).isEqualTo(new Concurrency.Stats(0, 3, 3, 10, 0, 2));
    }

    @Test
    void staysWhereItIsWhileNobodyWaitsOrNotAllOfItIsUsed() {
        Concurrency concurrency = new Concurrency(1, 64, 0, 0);

        round(concurrency, 0);
        for (int call = 0; call < 100; call++) {
            concurrency.begin();
            concurrency.succeeded(50);
            concurrency.end();
        }

        assertThat(concurrency.stats().limit()).isEqualTo(8);
    }

    @Test
    void goesUpAtFifteenWaitingAndDownAtOneWithinTwoToTen() {
        Concurrency concurrency = steppingFromTwo(10, 2);

        round(concurrency, 15);
        assertThat(concurrency.stats()).isEqualTo(new Concurrency.Stats(0, 3, 2, 10, 1, 2));
        round(concurrency, 5);
        assertThat(concurrency.stats().limit()).isEqualTo(3);
        round(concurrency, 1);
        assertThat(concurrency.stats()).isEqualTo(new Concurrency.Stats(0, 2, 2, 10, 1, 3));

        round(concurrency, 1);
        assertThat(concurrency.stats().limit()).isEqualTo(2);
        for (int round = 0; round < 20; round++) {
            round(concurrency, 15);
        }
        assertThat(concurrency.stats().limit()).isEqualTo(10);
    }

    @Test
    void followsThresholdsAndBoundsThatChangeWhileItRuns() {
        Concurrency concurrency = steppingFromTwo(10, 2);

        concurrency.thresholds(20, 5);
        round(concurrency, 15);
        assertThat(concurrency.stats().limit()).isEqualTo(2);
        round(concurrency, 21);
        assertThat(concurrency.stats().limit()).isEqualTo(3);
        round(concurrency, 4);
        assertThat(concurrency.stats().limit()).isEqualTo(2);

        concurrency.bounds(5, 8);
        assertThat(concurrency.stats().limit()).isEqualTo(5);
        concurrency.bounds(1, 3);
        assertThat(concurrency.stats().limit()).isEqualTo(3);
    }

    @Test
    void refusesBoundsAndThresholdsThatMakeNoSense() {
        assertThatThrownBy(() -> new Concurrency(0, 1, 0, 0)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new Concurrency(5, 4, 0, 0)).hasMessageContaining("5 to 4");
        assertThatThrownBy(() -> new Concurrency(1, 1, -1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Concurrency(1, 1, 2, 4)).hasMessageContaining("overlap");
    }

    /** No longer in the ramp of the start. */
    private static Concurrency steppingFromTwo(int growAbove, int shrinkBelow) {
        Concurrency concurrency = new Concurrency(2, 10, growAbove, shrinkBelow);
        concurrency.overloaded(0, SECOND);
        concurrency.overloaded(3 * SECOND, 3 * SECOND);
        assertThat(concurrency.stats().limit()).isEqualTo(2);
        return concurrency;
    }

    /** As many calls as may be in flight, all at once, all well. */
    private static void round(Concurrency concurrency, int waiting) {
        int calls = concurrency.stats().limit();
        for (int call = 0; call < calls; call++) {
            assertThat(concurrency.admits()).isTrue();
            concurrency.begin();
        }
        assertThat(concurrency.admits()).isFalse();
        for (int call = 0; call < calls; call++) {
            concurrency.succeeded(waiting);
            concurrency.end();
        }
    }
}
