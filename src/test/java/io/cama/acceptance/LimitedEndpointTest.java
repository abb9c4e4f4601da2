package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits in real time, as an endpoint sees them: they take minutes, so they run with {@code -Pfaults}. */
@Tag("faults")
@Timeout(600)
class LimitedEndpointTest {
    private static final int LIMIT = 600;

    @TempDir
    private Path home;

    @Test
    void aLimitToldOnlyByHeadersIsUsedAndHardlyEverExceeded() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of("rpm", "600", "latency", "50ms"))) {
            JsonNode account = rehearsal.process(rehearsal.rows(900), "--concurrency", "16", "--rpm", "0");

            assertThat(account.path("state").asText()).isEqualTo("DONE");
            List<JsonNode> calls = rehearsal.calls();
            Instant steady = at(calls.get(0)).plusSeconds(60);
            List<JsonNode> minutes = calls.stream()
                    .filter(call -> at(call).isAfter(steady))
                    .filter(call -> at(call).isBefore(steady.plusSeconds(60)))
                    .toList();
            long refused = minutes.stream()
                    .filter(call -> call.path("status").asInt() == 429)
                    .count();
            System.out.printf("headers only: %d calls in the steady minute, %d refused%n", minutes.size(), refused);
            assertThat(refused).isLessThanOrEqualTo(minutes.size() / 100);
            assertThat(minutes.size() - refused).isGreaterThanOrEqualTo(LIMIT * 95L / 100);
        }
    }

    @Test
    void aConfiguredLimitIsNeverExceededInAnySlidingMinute() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of("latency", "20ms"))) {
            rehearsal.process(rehearsal.rows(600), "--concurrency", "32", "--rpm", String.valueOf(LIMIT));

            List<Instant> at = rehearsal.calls().stream()
                    .map(LimitedEndpointTest::at)
                    .sorted()
                    .toList();
            int most = 0;
            for (int first = 0, last = 0; last < at.size(); last++) {
                while (Duration.between(at.get(first), at.get(last)).toSeconds() >= 60) {
                    first++;
                }
                most = Math.max(most, last - first + 1);
            }
            System.out.printf("configured limit: at most %d calls in a minute%n", most);
            assertThat(most).isBetween(LIMIT * 95 / 100, LIMIT);
        }
    }

    @Test
    void aStormOfAMinuteCostsFewCallsAndHardlyAnyTimeBeyondItself() throws Exception {
        for (String storm : List.of("60s", "60s,10s")) {
            Path place = java.nio.file.Files.createDirectory(home.resolve("storm-" + storm.length()));
            try (Rehearsal rehearsal = new Rehearsal(place, Map.of("storm", storm, "rpm", "600", "latency", "50ms"))) {
                Instant start = Instant.now();
                JsonNode account =
                        rehearsal.process(rehearsal.rows(300), "--concurrency", "16", "--rpm", String.valueOf(LIMIT));
                double took = Duration.between(start, Instant.now()).toMillis() / 1000.0;

                assertThat(account.path("state").asText())
                        .as(account.toString())
                        .isEqualTo("DONE");
                long refused = rehearsal.calls().stream()
                        .filter(call -> call.path("status").asInt() == 429)
                        .count();
                double ideal = 60 + 600.0 / LIMIT * 60;
                System.out.printf(
                        "storm %s: %d calls refused, %.1f s of ideally %.1f s%n", storm, refused, took, ideal);
                assertThat(refused).isLessThanOrEqualTo(LIMIT * 5 / 100);
                assertThat(took).isLessThanOrEqualTo(1.10 * ideal);
            }
        }
    }

    private static Instant at(JsonNode call) {
        return Instant.parse(call.path("at").asText());
    }
}
