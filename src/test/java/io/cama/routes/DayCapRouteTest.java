package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code cama.budget.day} holds for all runs together. */
class DayCapRouteTest extends SharedFlow {
    private static final long TOKEN = 1_000_000;

    @Override
    Map<String, String> settings() {
        try {
            Files.createDirectories(home.resolve("config"));
            Files.writeString(home.resolve("config/prices.json"), """
                    {"scripted/dear": {"input_cost_per_token": 0, "output_cost_per_token": 0.001}}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("cama.retry.passes", "1", "cama.budget.day", "0.06");
    }

    @Test
    void runsTogetherSpendNoMoreThanTheDayAllows() throws Exception {
        Run first =
                settled(submitAs("scripted/dear", terms(), "capped", fresh("words") + ".csv", "word", "a", "b", "c"));
        Run second = settled(
                submitAs("scripted/dear", terms(), "capped", fresh("words") + ".csv", "word", "d", "e", "f", "g"));

        assertThat(first.state()).isEqualTo(RunState.DONE);
        assertThat(second.state()).isEqualTo(RunState.PAUSED);
        assertThat(second.reason()).startsWith("BUDGET_EXCEEDED").contains("the day has spent");
        assertThat(second.resumeAt())
                .isBetween(
                        Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS),
                        Instant.now().plus(25, ChronoUnit.HOURS));
        assertThat(endpoint.calls()).hasSize(5);
        assertThat(ledger.spentOn(LocalDate.now(ZoneOffset.UTC))).isEqualTo(25 * TOKEN);
    }
}
