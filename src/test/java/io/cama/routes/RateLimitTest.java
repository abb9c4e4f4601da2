package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.wire.Behaviour;
import io.cama.wire.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rate limits: what the endpoint asks for is waited, no less and by nobody but the gate; too long a wait pauses. */
class RateLimitTest extends WireTestSupport {
    private static final String LIMITED = "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}";
    private static final String RESET_OF_GOOGLE = "[{\"error\":{\"code\":429,\"message\":\"Resource exhausted\","
            + "\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"1.2s\"}]}}]";
    private static final String IN_FLIGHT = "{\"error\":{\"code\":402,\"message\":\"too many in flight\","
            + "\"metadata\":{\"limit_source\":\"openrouter_in_flight_budget\"}}}";

    @Override
    List<String> providers() {
        List<String> providers = new ArrayList<>(List.of("messages", "shared", "unsaid"));
        IntStream.range(0, 19).forEach(i -> providers.add("limit-" + i));
        return providers;
    }

    @Override
    Map<String, String> more() {
        return Map.of(
                "cama.runs.parallel", "32",
                "cama.retry.attempts", "1",
                "cama.provider.messages.dialect", "anthropic");
    }

    /** What the endpoint says, and how many milliseconds later it may be asked again. */
    private static Map<Behaviour, Integer> waits() {
        Map<Behaviour, Integer> waits = new LinkedHashMap<>();
        waits.put(limited("Retry-After: 1\r\n"), 1_000);
        waits.put(limited("Retry-After: 1.25\r\n"), 1_250);
        waits.put(limited("retry-after-ms: 300\r\n"), 300);
        waits.put(limited("x-ms-retry-after-ms: 400\r\n"), 400);
        waits.put(limited("retry-after-ms: 300\r\nRetry-After: 40\r\n"), 300);
        waits.put(limited(dated(Duration.ofHours(-2), Duration.ofSeconds(2))), 2_000);
        waits.put(limited(dated(Duration.ofHours(3), Duration.ofSeconds(2))), 2_000);
        waits.put(limited("x-ratelimit-reset-tokens: 1s200ms\r\n"), 1_200);
        waits.put(limited("x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 12ms\r\n"), 12);
        waits.put(fails("429 Too Many Requests", "", RESET_OF_GOOGLE), 1_200);
        waits.put(fails("402 Payment Required", "Retry-After: 1\r\n", IN_FLIGHT), 1_000);
        waits.put(fails("200 OK", "Retry-After: 1\r\n", "{\"error\":{\"code\":429,\"message\":\"later\"}}"), 1_000);
        return waits;
    }

    private static Behaviour limited(String headers) {
        return fails("429 Too Many Requests", headers, LIMITED);
    }

    /** A server whose clock is wrong. */
    private static String dated(Duration wrongBy, Duration wait) {
        Instant there = Instant.now().plus(wrongBy);
        return "Date: " + http(there) + "\r\nRetry-After: " + http(there.plus(wait)) + "\r\n";
    }

    private static String http(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Test
    void eachFormOfAWaitIsWaitedOnceAndCostsOneFurtherCall() throws Exception {
        List<Run> runs = new ArrayList<>();
        List<Integer> waits = new ArrayList<>(waits().values());
        for (Behaviour behaviour : waits().keySet()) {
            runs.add(submitOne("limit-" + runs.size(), behaviour, answers()));
        }
        for (int i = 0; i < runs.size(); i++) {
            Run run = settled(runs.get(i));
            assertAnswered(run);
            assertThat(reasons(run)).hasSize(2).startsWith(Reason.RATE_LIMITED);
            assertThat(stage("limit-" + i).requests()).hasSize(2);
            assertThat(gap("limit-" + i)).as("case " + i).isGreaterThanOrEqualTo(waits.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit-15 | Retry-After: 86400 | 86400",
                "limit-16 | x-ratelimit-reset-tokens: 6m0s | 360",
                "limit-17 | x-ratelimit-reset-requests: 1h2m3.5s | 3723",
                "limit-18 | retry-after-ms: 90000 | 90"
            })
    void aWaitThatIsTooLongForAThreadPausesTheRunUntilThen(String provider, String header, long seconds)
            throws Exception {
        Run run = askAll(provider, 3, limited(header + "\r\n"), answers());

        assertPaused(run, Reason.RATE_LIMITED);
        assertThat(stage(provider).requests()).hasSize(1);
        Instant expected = Instant.now().plusSeconds(seconds);
        assertThat(run.resumeAt()).isBetween(expected.minusSeconds(30), expected.plusSeconds(1));
        assertThat(run.reason()).contains("it goes on in");
        assertThat(ledger.counts(run.id()).pending()).isEqualTo(3);
    }

    @Test
    void aWaitHoldsForEverybodyWhoAsksThatProvider() throws Exception {
        Run run = askAll("plain", "shared", 12, limited("Retry-After: 1\r\n"), answers());

        assertAnswered(run);
        List<Seen> requests = stage("shared").requests();
        assertThat(requests).hasSize(13);
        // The four of the job are under way when the refusal comes; each may begin one more before it has been read.
        assertThat(requests.stream()
                        .filter(seen -> seen.nanoTime() - requests.get(0).nanoTime() < 1_000_000_000L))
                .hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void aRateLimitUsesUpNoAttempt() throws Exception {
        Run run = ask("unsaid", limited("retry-after-ms: 5\r\n"), answers());

        assertAnswered(run);
        assertThat(settled(run).calls()).isEqualTo(2);
    }

    @Test
    void aLimitThatA200CallsUsedUpIsHeededBeforeARefusalComes() throws Exception {
        Instant now = Instant.now().minus(Duration.ofHours(5));
        String body = "{\"type\":\"message\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":"
                + "\"{\\\"said\\\":\\\"yes\\\"}\"}],\"stop_reason\":\"end_turn\","
                + "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
        String headers = "Date: " + http(now) + "\r\nanthropic-ratelimit-requests-limit: 2\r\n"
                + "anthropic-ratelimit-requests-remaining: 0\r\nanthropic-ratelimit-requests-reset: "
                + now.plusSeconds(3).truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + "\r\n";

        Run run = askAll("messages", 2, fails("200 OK", headers, body), fails("200 OK", "", body));

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(stage("messages").requests()).hasSize(2);
        assertThat(gap("messages")).isGreaterThanOrEqualTo(1_400);
    }

    private long gap(String provider) {
        List<Seen> requests = stage(provider).requests();
        return (requests.get(1).nanoTime() - requests.get(0).nanoTime()) / 1_000_000;
    }
}
