package io.cama.llm.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.RateHints;
import io.cama.model.RateHints.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
    private static final String DATE = "Mon, 06 Jan 2025 10:00:00 GMT";

    @Test
    void openAiSaysRequestsAndTokensWithSpans() {
        RateHints hints = RateHeaders.read(Map.of(
                "x-ratelimit-limit-requests", "60",
                "x-ratelimit-remaining-requests", "59",
                "x-ratelimit-reset-requests", "1s",
                "x-ratelimit-limit-tokens", "150000",
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-tokens", "12ms"));

        assertThat(hints)
                .isEqualTo(new RateHints(
                        new Window(60, 59, Duration.ofSeconds(1)), new Window(150_000, 0, Duration.ofMillis(12))));
    }

    @ParameterizedTest
    @CsvSource({"6m0s, PT6M", "12ms, PT0.012S", "1h2m3.5s, PT1H2M3.5S", "1d2h, PT26H", "90, PT1M30S"})
    void aLimitThatTakesLongerThanAMinuteIsNotOneOfTheMinute(String reset, Duration wait) {
        Window tokens = RateHeaders.read(Map.of(
                        "x-ratelimit-limit-tokens",
                        "1000",
                        "x-ratelimit-remaining-tokens",
                        "7",
                        "x-ratelimit-reset-tokens",
                        reset))
                .tokens();

        assertThat(tokens).isEqualTo(new Window(wait.toSeconds() > 60 ? -1 : 1000, 7, wait));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, -1", "0, 5, 0", "-1, -1, 0"})
    void azureJunkIsNoLimit(String limit, String left, String reset) {
        assertThat(RateHeaders.read(Map.of(
                        "x-ratelimit-limit-requests", limit,
                        "x-ratelimit-remaining-requests", left,
                        "x-ratelimit-reset-requests", reset)))
                .isEqualTo(RateHints.NONE);
    }

    @Test
    void azureCountsInWholeSeconds() {
        assertThat(RateHeaders.read(Map.of("x-ratelimit-remaining-requests", " 4 ", "x-ratelimit-reset-requests", "20"))
                        .requests())
                .isEqualTo(new Window(-1, 4, Duration.ofSeconds(20)));
    }

    @Test
    void ofAnthropicsTokensTheTightestCounts() {
        var headers = new HashMap<>(Map.of(
                "date", DATE,
                "anthropic-ratelimit-requests-limit", "50",
                "anthropic-ratelimit-requests-remaining", "49",
                "anthropic-ratelimit-requests-reset", "2025-01-06T10:00:02Z"));
        headers.putAll(window("tokens", "48000", "20000", "2025-01-06T10:00:30Z"));
        headers.putAll(window("input-tokens", "40000", "19000", "2025-01-06T10:00:31Z"));
        headers.putAll(window("output-tokens", "8000", "1000", "2025-01-06T11:00:10+01:00"));

        assertThat(RateHeaders.read(headers))
                .isEqualTo(new RateHints(
                        new Window(50, 49, Duration.ofSeconds(2)), new Window(8000, 1000, Duration.ofSeconds(10))));
    }

    @Test
    void ofTwoThatAreUsedUpTheLaterCounts() {
        var headers = new HashMap<>(Map.of("date", DATE));
        headers.putAll(window("input-tokens", "40000", "0", "2025-01-06T10:00:31Z"));
        headers.putAll(window("output-tokens", "8000", "0", "2025-01-06T10:00:10Z"));

        assertThat(RateHeaders.read(headers).tokens()).isEqualTo(new Window(40_000, 0, Duration.ofSeconds(31)));
    }

    @Test
    void anInstantWithoutADateToMeasureFromSaysNothing() {
        assertThat(RateHeaders.read(window("tokens", "10", "0", "2025-01-06T10:00:31Z"))
                        .tokens())
                .isEqualTo(new Window(10, 0, null));
    }

    @ParameterizedTest
    @CsvSource({"1736157630", "1736157630000"})
    void openRouterCountsFromTheEpoch(String reset) {
        assertThat(RateHeaders.read(Map.of(
                                "date",
                                DATE,
                                "x-ratelimit-limit",
                                "20",
                                "x-ratelimit-remaining",
                                "0",
                                "x-ratelimit-reset",
                                reset))
                        .requests())
                .isEqualTo(new Window(20, 0, Duration.ofSeconds(30)));
    }

    @Test
    void nonsenseIsPassedOver() {
        assertThat(RateHeaders.read(Map.of(
                        "date", "today",
                        "x-ratelimit-limit-requests", "many",
                        "x-ratelimit-remaining-requests", "",
                        "x-ratelimit-reset-requests", "5 minutes",
                        "anthropic-ratelimit-tokens-reset", "soon",
                        "x-ratelimit-reset", "17")))
                .isEqualTo(RateHints.NONE);
    }

    private static Map<String, String> window(String what, String limit, String left, String reset) {
        String prefix = "anthropic-ratelimit-" + what;
        return Map.of(prefix + "-limit", limit, prefix + "-remaining", left, prefix + "-reset", reset);
    }
}
