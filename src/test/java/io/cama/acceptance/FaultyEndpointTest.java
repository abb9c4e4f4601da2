package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One call in ten fails, one in twenty is cut off, one in fifty answers nonsense: no row is lost. */
class FaultyEndpointTest {
    private static final Map<String, String> FAULTS =
            Map.of("error-rate", "10%", "resets", "5%", "malformed", "2%", "seed", "11");

    @TempDir
    private Path home;

    @Test
    @Timeout(120)
    void fiveHundredItemsOfTwoPromptsLoseNoRow() throws Exception {
        loseNoRow(500);
    }

    @Test
    @Tag("faults")
    @Timeout(600)
    void tenThousandItemsOfTwoPromptsLoseNoRow() throws Exception {
        loseNoRow(10_000);
    }

    private void loseNoRow(int rows) throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, FAULTS)) {
            JsonNode account = rehearsal.process(rehearsal.rows(rows), "--concurrency", "32");

            assertThat(account.path("state").asText()).as(account.toString()).isEqualTo("DONE");
            JsonNode counts = account.path("counts");
            assertThat(counts.path("dead").asInt()).isLessThanOrEqualTo(1);
            assertThat(counts.path("ok").asInt() + counts.path("dead").asInt()).isEqualTo(rows);
            assertThat(Files.readAllLines(home.resolve("outbox/terms/terms.jsonl")))
                    .hasSize(counts.path("ok").asInt());
            assertThat(rehearsal.calls().stream()
                            .filter(call -> call.path("status").asInt() != 200)
                            .count())
                    .as("the faults struck")
                    .isGreaterThan(rows / 5);
        }
    }
}
