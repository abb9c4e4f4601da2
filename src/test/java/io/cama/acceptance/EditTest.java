package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is edited is bought again, and nothing else; both are told beforehand. */
@Timeout(120)
class EditTest {
    private static final int ROWS = 20;

    @TempDir
    private Path home;

    @Test
    void anEditedRowBuysItsOwnPromptsAgainAndAnEditedSecondPromptOnlySecondPrompts() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            Path input = rehearsal.rows(ROWS);
            rehearsal.process(input);
            assertThat(rehearsal.calls()).hasSize(2 * ROWS);

            Files.writeString(input, Files.readString(input).replace("term 7\n", "another term\n"));
            foresee(rehearsal.process(input, "--dry-run"), 1, 2);
            rehearsal.process(input);
            assertThat(rehearsal.calls()).hasSize(2 * ROWS + 2);

            Path cards = rehearsal.prompt("cards");
            Files.writeString(cards, Files.readString(cards).replace("You write cards.", "You write good cards."));
            foresee(rehearsal.process(input, "--dry-run"), ROWS, ROWS);
            JsonNode account = rehearsal.process(input);

            assertThat(account.path("state").asText()).isEqualTo("DONE");
            assertThat(rehearsal.calls()).hasSize(3 * ROWS + 2);
            assertThat(rehearsal.repeated()).isZero();
        }
    }

    private static void foresee(JsonNode foreseen, int changed, int calls) {
        assertThat(foreseen.path("rows").asInt()).isEqualTo(ROWS);
        assertThat(foreseen.path("changed").asInt()).isEqualTo(changed);
        assertThat(foreseen.path("calls").asInt()).isEqualTo(calls);
    }
}
