package io.cama.pace.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.pace.HandClock;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerStatsTest {
    private static final String NAME = "openai_gpt";
    private static final BreakerSettings GROWING = new BreakerSettings(
            50,
            Duration.ofSeconds(10),
            10,
            List.of(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(120)),
            2,
            5);

    private final HandClock clock = new HandClock();
    private final Breakers breakers = new Breakers(GROWING, clock);
    private final CircuitBreaker breaker = breakers.of("openai", "gpt");
    private final List<BreakerChange> changes = new ArrayList<>();

    @Test
    void tellWhatHappenedToTheCallsOfAModel() {
        succeed();
        fail(Reason.UPSTREAM_5XX);
        clock.advance(Duration.ofSeconds(2));
        fail(Reason.AUTH);
        assertThatThrownBy(this::succeed).isInstanceOf(CallNotPermittedException.class);
        clock.advance(Duration.ofSeconds(5));

        BreakerStats stats = stats();

        assertThat(stats)
                .isEqualTo(new BreakerStats(
                        NAME,
                        "openai",
                        "gpt",
                        "open",
                        Duration.ofSeconds(5),
                        2,
                        1,
                        1,
                        1,
                        "AUTH: seen",
                        clock.instant().minusSeconds(5),
                        null,
                        clock.instant().plusSeconds(25)));
        assertThat(stats.errorRate()).isBetween(66.0, 67.0);
        assertThat(breakers.untilProbe(NAME)).contains(Duration.ofSeconds(25));
    }

    @Test
    void haveNoErrorRateWithoutCalls() {
        assertThat(stats().errorRate()).isZero();
        assertThat(stats().state()).isEqualTo("closed");
        assertThat(breakers.untilProbe(NAME)).isEmpty();
        assertThat(breakers.untilProbe("unheard-of")).isEmpty();
    }

    @Test
    void showThatEachReopeningWaitsLongerUntilTheLastTimeRepeats() {
        fail(Reason.AUTH);
        for (int seconds : List.of(30, 60, 120, 120)) {
            assertThat(breakers.untilProbe(NAME)).contains(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds - 1));
            assertThat(breaker.tryAcquirePermission()).isFalse();
            clock.advance(Duration.ofSeconds(1).plusMillis(1));
            assertThat(breakers.untilProbe(NAME)).isEmpty();
            fail(Reason.UPSTREAM_5XX);
        }

        clock.advance(Duration.ofSeconds(121));
        succeed();
        succeed();
        assertThat(stats().state()).isEqualTo("closed");
        fail(Reason.AUTH);

        assertThat(breakers.untilProbe(NAME)).contains(Duration.ofSeconds(30));
        assertThat(stats().opened()).isEqualTo(6);
    }

    @Test
    void showThatFiveFailuresInARowOpenItAndASuccessBetweenStartsAnew() {
        for (int call = 0; call < 4; call++) {
            fail(Reason.TIMEOUT);
        }
        succeed();
        for (int call = 0; call < 4; call++) {
            fail(Reason.TIMEOUT);
        }
        assertThat(stats().state()).isEqualTo("closed");

        fail(Reason.TIMEOUT);

        assertThat(stats().state()).isEqualTo("open");
    }

    @Test
    void showAnIsolatedBreakerWithItsReasonUntilItIsClosed() {
        breakers.isolate(NAME, "the bill is unpaid");
        clock.advance(Duration.ofDays(3));

        assertThatThrownBy(this::succeed).isInstanceOf(CallNotPermittedException.class);
        assertThat(stats().state()).isEqualTo("isolated");
        assertThat(stats().isolation()).isEqualTo("the bill is unpaid");
        assertThat(stats().rejected()).isEqualTo(1);
        assertThat(stats().nextProbe()).isNull();
        assertThat(breakers.untilProbe(NAME)).contains(Breakers.UNTIL_RESET);

        breakers.close(NAME);
        succeed();
        assertThat(stats().state()).isEqualTo("closed");
        assertThat(stats().isolation()).isNull();
        assertThat(stats().rejected()).isEqualTo(1);
    }

    @Test
    void startAnewAfterAReset() {
        fail(Reason.AUTH);
        breakers.reset(NAME);

        succeed();

        assertThat(stats().state()).isEqualTo("closed");
        assertThat(List.of(stats().failures(), stats().successes(), stats().opened()))
                .containsExactly(0L, 1L, 0L);
        assertThat(stats().lastFailure()).isNull();
        assertThat(stats().lastFailureAt()).isNull();
    }

    @Test
    void nameTheBreakersThereAreWhenAskedForAnother() {
        assertThatThrownBy(() -> breakers.reset("openai_gtp")).hasMessageContainingAll("openai_gtp", NAME);
    }

    @Test
    void areFollowedByWordOfEveryChange() {
        breakers.onChange(changes::add);

        fail(Reason.AUTH);
        clock.advance(Duration.ofSeconds(31));
        succeed();
        succeed();
        breakers.isolate(NAME, "maintenance");
        breakers.reset(NAME);

        assertThat(changes)
                .extracting(change -> change.from() + " " + change.to() + " " + change.why())
                .containsExactly(
                        "closed open AUTH: seen",
                        "open half_open null",
                        "half_open closed null",
                        "closed isolated maintenance",
                        "isolated closed null");
        assertThat(changes.get(0))
                .isEqualTo(new BreakerChange(
                        NAME, "openai", "gpt", "closed", "open", clock.instant().minusSeconds(31), "AUTH: seen"));
    }

    private BreakerStats stats() {
        return breakers.stats().get(NAME);
    }

    private void succeed() {
        call(breaker, null);
    }

    private void fail(Reason reason) {
        call(breaker, reason);
    }

    private static void call(CircuitBreaker at, Reason reason) {
        at.acquirePermission();
        if (reason == null) {
            at.onSuccess(1, java.util.concurrent.TimeUnit.MILLISECONDS);
        } else {
            at.onError(
                    1,
                    java.util.concurrent.TimeUnit.MILLISECONDS,
                    Failure.of(reason, "seen").asFault());
        }
    }
}
