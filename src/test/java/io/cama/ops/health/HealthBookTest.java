package io.cama.ops.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthBookTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Level.Bounds BOUNDS = new Level.Bounds(95, 80);

    private final HealthBook book = new HealthBook(Duration.ofMinutes(5), BOUNDS);

    private void calls(String provider, int many, @Nullable Reason reason) {
        for (int i = 0; i < many; i++) {
            book.add(provider, START, Duration.ofMillis(200), reason, reason == null ? null : "seen");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, HEALTHY, 1",
        "950, 1000, HEALTHY, 1",
        "949, 1000, DEGRADED, 0.5",
        "850, 1000, DEGRADED, 0.5",
        "800, 1000, DEGRADED, 0.5",
        "799, 1000, UNHEALTHY, 0",
        "0, 1, UNHEALTHY, 0",
        "0, 0, UNKNOWN, NaN"
    })
    void theLevelFollowsTheShareOfAnsweredCalls(long ok, long calls, Level level, double number) {
        assertThat(BOUNDS.of(ok, calls)).isEqualTo(level);
        assertThat(Double.valueOf(level.number())).isEqualTo(Double.valueOf(number));
    }

    @Test
    void aProviderTellsAllThatIsKnownOfItsCalls() {
        calls("one", 9, null);
        calls("one", 1, Reason.UPSTREAM_5XX);
        calls("one", 2, Reason.INVALID_JSON);
        calls("one", 3, Reason.RATE_LIMITED);

        ProviderHealth one = book.report(START, 1).providers().get(0);

        assertThat(one)
                .isEqualTo(new ProviderHealth(
                        "one",
                        "degraded",
                        91.67,
                        200,
                        12,
                        11,
                        1,
                        START.toString(),
                        START.toString(),
                        1,
                        5,
                        "UPSTREAM_5XX: seen"));
    }

    @Test
    void whatIsOurOwnFaultSaysNothingOfAProvider() {
        calls("one", 4, Reason.LOCAL_BUSY);
        calls("one", 4, Reason.LEDGER);
        calls("one", 4, Reason.CIRCUIT_OPEN);

        assertThat(book.report(START, 1).status()).isEqualTo("unknown");
        assertThat(book.report(START, 1).successRate()).isZero();
    }

    @Test
    void allTogetherAreCountedByStatus() {
        calls("good", 100, null);
        calls("fair", 9, null);
        calls("fair", 1, Reason.TIMEOUT);
        calls("poor", 1, Reason.AUTH);

        HealthReport report = book.report(START, 1);

        assertThat(report.counts())
                .containsEntry("healthy", 1)
                .containsEntry("degraded", 1)
                .containsEntry("unhealthy", 1)
                .containsEntry("unknown", 0);
        assertThat(report.unhealthy()).containsExactly("poor");
        assertThat(report.degraded()).containsExactly("fair");
        assertThat(report.total()).isEqualTo(111);
        assertThat(report.status()).isEqualTo("healthy");
        assertThat(report.lines()).hasSize(4).first().asString().contains("all: healthy", "98.20 %");
    }

    @Test
    void callsDropOutWhenTheWindowHasPassed() {
        calls("one", 10, Reason.TIMEOUT);

        assertThat(book.report(START.plusSeconds(280), 1).status()).isEqualTo("unhealthy");
        assertThat(book.report(START.plusSeconds(311), 1).status()).isEqualTo("unknown");
        assertThat(book.report(START.plusSeconds(311), 1).providers().get(0).lastError())
                .isEqualTo("TIMEOUT: seen");
    }

    @Test
    void textFromOutsideStaysOnItsLine() {
        book.add("one", START, Duration.ZERO, Reason.UPSTREAM_5XX, "a\r\nall: healthy\u001b[2J" + "x".repeat(1000));

        assertThat(book.report(START, 1).lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(600));
    }

    @Test
    void boundsThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> new Level.Bounds(80, 95)).hasMessageContaining("cama.health.degraded");
    }
}
