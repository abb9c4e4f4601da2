package io.cama.llm.demo.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final long SECOND = 1_000_000_000;

    private long now = -7;

    private Limiter limiter(long requests, long tokens, Limits.Window window, boolean announced) {
        return new Limiter(new Limits(requests, tokens, window, announced), () -> now);
    }

    private Limiter sliding(long requests) {
        return limiter(requests, 0, Limits.Window.SLIDING, true);
    }

    @Test
    void aCallLeavesTheWindowAfterExactlyAMinute() {
        Limiter limiter = sliding(1);
        assertThat(limiter.ask(1).allowed()).isTrue();

        now += 60 * SECOND - 1;
        assertThat(limiter.ask(1).allowed()).isFalse();
        now++;
        assertThat(limiter.ask(1).allowed()).isTrue();
    }

    @Test
    void noMinuteGetsMoreThanTheLimitAndNoneLessThanItCould() {
        Limiter limiter = sliding(10);
        Random random = new Random(5);
        List<Long> let = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            now += random.nextLong(12 * SECOND / 2);
            long inWindow = let.stream().filter(at -> at > now - 60 * SECOND).count();

            boolean allowed = limiter.ask(1).allowed();

            assertThat(allowed).isEqualTo(inWindow < 10);
            if (allowed) {
                let.add(now);
            }
        }
        assertThat(let).hasSizeBetween(2_000, 4_999);
    }

    @Test
    void aRefusedCallDoesNotProlongTheWait() {
        Limiter limiter = sliding(1);
        limiter.ask(1);
        now += 59 * SECOND;
        limiter.ask(1);
        now += SECOND;

        assertThat(limiter.ask(1).allowed()).isTrue();
    }

    @Test
    void aFixedWindowIsEmptiedAtItsEnd() {
        Limiter limiter = limiter(2, 0, Limits.Window.FIXED, true);
        now += 59 * SECOND;
        assertThat(limiter.ask(1).allowed()).isTrue();
        assertThat(limiter.ask(1).allowed()).isTrue();
        Verdict refused = limiter.ask(1);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.headers()).containsEntry("retry-after", "1");

        now += SECOND;
        assertThat(limiter.ask(1).allowed()).isTrue();
    }

    @Test
    void headersTellWhatIsLeftAsOpenAiWritesIt() {
        Limiter limiter = limiter(3, 100, Limits.Window.SLIDING, true);

        assertThat(limiter.ask(30).headers())
                .containsEntry("x-ratelimit-limit-requests", "3")
                .containsEntry("x-ratelimit-remaining-requests", "2")
                .containsEntry("x-ratelimit-reset-requests", "1m0s")
                .containsEntry("x-ratelimit-limit-tokens", "100")
                .containsEntry("x-ratelimit-remaining-tokens", "70")
                .containsEntry("x-ratelimit-reset-tokens", "1m0s")
                .doesNotContainKey("retry-after");
        now += 500_000_000;
        assertThat(limiter.ask(80).headers())
                .containsEntry("x-ratelimit-remaining-requests", "2")
                .containsEntry("x-ratelimit-reset-requests", "59.5s")
                .containsEntry("retry-after", "60");
        now += 59 * SECOND + 488_000_000;
        assertThat(limiter.ask(80).headers())
                .containsEntry("x-ratelimit-reset-requests", "12ms")
                .containsEntry("retry-after", "1");
    }

    @Test
    void tokensAreCountedAndTheWaitIsUntilEnoughAreFree() {
        Limiter limiter = limiter(0, 100, Limits.Window.SLIDING, true);
        limiter.ask(40);
        now += 10 * SECOND;
        limiter.ask(50);
        now += 10 * SECOND;

        Verdict small = limiter.ask(30);
        Verdict large = limiter.ask(90);

        assertThat(small.exceeded()).isEqualTo("tokens");
        assertThat(small.pause()).isEqualTo(Duration.ofSeconds(40));
        assertThat(large.pause()).isEqualTo(Duration.ofSeconds(50));
        assertThat(limiter.ask(10).allowed()).isTrue();
        now += 40 * SECOND;
        assertThat(limiter.ask(40).allowed()).isTrue();
        assertThat(limiter.ask(1).allowed()).isFalse();
    }

    @Test
    void aCallLargerThanTheLimitNeverGetsIn() {
        Verdict verdict = limiter(0, 100, Limits.Window.SLIDING, true).ask(101);

        assertThat(verdict.never()).isTrue();
        assertThat(verdict.exceeded()).isEqualTo("tokens");
        assertThat(verdict.headers()).doesNotContainKey("retry-after").containsEntry("x-ratelimit-reset-tokens", "0s");
    }

    @Test
    void aSilentLimitTellsNothing() {
        Limiter limiter = limiter(1, 0, Limits.Window.SLIDING, false);

        assertThat(limiter.ask(1).headers()).isEmpty();
        assertThat(limiter.ask(1).headers()).isEmpty();
        assertThat(limiter.ask(1).allowed()).isFalse();
    }

    @Test
    void withoutLimitsEverythingIsLetIn() {
        Limiter limiter = new Limiter(Limits.NONE, () -> now);

        assertThat(limiter.ask(Long.MAX_VALUE).allowed()).isTrue();
        assertThat(limiter.ask(Long.MAX_VALUE).headers()).isEmpty();
    }

    @Test
    void negativeLimitsAreRefused() {
        assertThatThrownBy(() -> new Limits(-1, 0, Limits.Window.SLIDING, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
