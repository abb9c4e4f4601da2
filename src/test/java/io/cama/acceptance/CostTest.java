package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.cli.Answer;
import io.cama.ledger.Ledger;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.sqlite.SqliteLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No surprise bill: what a run will cost is told before, and a cap is never exceeded. */
@Timeout(120)
class CostTest {
    private static final int ROWS = 60;
    private static final double INPUT = 0.000001;
    private static final double OUTPUT = 0.000004;

    @TempDir
    private Path home;

    @Test
    void aDryRunTellsTheTokensOfTheRealRunAndMakesNoCall() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            Path input = rehearsal.rows(ROWS);
            rehearsal.price("0.000001", "0.000004");

            JsonNode foreseen = rehearsal.process(input, "--dry-run");

            assertThat(rehearsal.calls()).isEmpty();
            assertThat(home.resolve("work/ledger.db")).doesNotExist();
            assertThat(home.resolve("outbox")).doesNotExist();
            JsonNode real = rehearsal.process(input);
            assertThat(foreseen.path("calls").asInt())
                    .isEqualTo(real.path("calls").asInt())
                    .isEqualTo(2 * ROWS);
            assertThat(foreseen.at("/tokens/input").asDouble())
                    .isCloseTo(real.at("/tokens/input").asDouble(), withPercentage(20));
            assertThat(foreseen.at("/tokens/output").asDouble())
                    .isCloseTo(real.at("/tokens/output").asDouble(), withPercentage(20));
            double cost = real.at("/tokens/input").asDouble() * INPUT
                    + real.at("/tokens/output").asDouble() * OUTPUT;
            assertThat(foreseen.at("/cost/low").asDouble()).isLessThan(cost);
            assertThat(foreseen.at("/cost/high").asDouble()).isGreaterThan(cost);
        }
    }

    @Test
    void aDryRunOfAnyProviderIsNeitherSlowedByLimitsNorStoppedByCaps() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            limitOutput(rehearsal, "sense");
            limitOutput(rehearsal, "cards");

            JsonNode foreseen = rehearsal.process(
                    rehearsal.rows(ROWS),
                    "--dry-run",
                    "--model",
                    "openai/gpt-4.1-mini",
                    "--rpm",
                    "5",
                    "--max-cost",
                    "0.001");

            assertThat(foreseen.path("complete").asBoolean())
                    .as(foreseen.toString())
                    .isTrue();
            assertThat(foreseen.path("deadLetters").asInt()).isZero();
            assertThat(foreseen.path("calls").asInt()).isEqualTo(2 * ROWS);
            assertThat(foreseen.at("/cost/expected").asDouble()).isGreaterThan(0.001);
            assertThat(foreseen.at("/time/leastSeconds").asInt()).isEqualTo(2 * ROWS * 60 / 5);
        }
    }

    @Test
    void aDryRunOfAProviderThatDoesNotExistIsRefused() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            Path input = rehearsal.rows(1);

            Answer answer =
                    rehearsal.cama("process", input.toString(), "--job", "terms", "--dry-run", "--model", "nope/any");

            assertThat(answer.exit()).as(answer.err()).isEqualTo(78);
            assertThat(answer.err()).contains("nope");
        }
    }

    @Test
    void aRunStoppedByItsCapSpendsNoMoreAndFinishesLaterWithoutRepeatingACall() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of("latency", "5ms"))) {
            limitOutput(rehearsal, "sense");
            limitOutput(rehearsal, "cards");
            Path input = rehearsal.rows(ROWS);
            rehearsal.price("0.000001", "0.000004");
            double cap = 0.006;

            JsonNode stopped = rehearsal.process(input, "--max-cost", String.valueOf(cap));

            assertThat(stopped.path("state").asText()).as(stopped.toString()).isEqualTo("PAUSED");
            assertThat(stopped.path("exit").asInt()).isEqualTo(75);
            assertThat(stopped.path("reason").asText())
                    .startsWith("BUDGET_EXCEEDED")
                    .contains("$0.006");
            assertThat(paid()).isPositive().isLessThanOrEqualTo(cap);
            long before = rehearsal.calls().size();
            assertThat(before).isBetween(10L, 2L * ROWS - 1);

            JsonNode again = rehearsal.process(input, "--max-cost", String.valueOf(cap));
            assertThat(again.path("state").asText()).isEqualTo("PAUSED");
            assertThat(rehearsal.calls()).hasSizeLessThanOrEqualTo((int) before + 1);

            JsonNode finished = rehearsal.process(input, "--max-cost", "5");
            assertThat(finished.path("state").asText()).isEqualTo("DONE");
            assertThat(finished.at("/counts/ok").asInt()).isEqualTo(ROWS);
            assertThat(rehearsal.calls()).hasSize(2 * ROWS);
            assertThat(rehearsal.repeated()).isZero();
        }
    }

    @Test
    void aCapIsRefusedWhereACallCouldCostAnything() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            Path input = rehearsal.rows(1);
            rehearsal.price("0.000001", "0.000004");

            Answer unlimited = rehearsal.cama("process", input.toString(), "--job", "terms", "--max-cost", "1");
            Answer unpriced = rehearsal.cama(
                    "process",
                    input.toString(),
                    "--job",
                    "terms",
                    "--max-cost",
                    "1",
                    "--model",
                    "sim/x",
                    "--set",
                    "cama.provider.sim.url=http://127.0.0.1:9/v1");

            assertThat(unlimited.exit()).as(unlimited.err()).isEqualTo(4);
            assertThat(unlimited.err()).contains("maxOutputTokens");
            assertThat(unpriced.exit()).as(unpriced.err()).isEqualTo(4);
            assertThat(unpriced.err()).contains("sim/x");
            assertThat(rehearsal.calls()).isEmpty();
        }
    }

    private static void limitOutput(Rehearsal rehearsal, String prompt) throws Exception {
        Path file = rehearsal.prompt(prompt);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("model: demo/any\n", "model: demo/any\nconfig: { maxOutputTokens: 100 }\n"));
    }

    /** What the endpoint's own counts of tokens come to, whatever the ledger says of money. */
    private double paid() {
        Map<Long, CallLook> replies = new HashMap<>();
        try (Ledger ledger =
                SqliteLedger.openReadOnly(home.resolve("work/ledger.db")).orElseThrow()) {
            String run = ledger.runs(1).get(0).id();
            for (long position = 1; position <= ROWS; position++) {
                ledger.calls(run, position).forEach(reply -> replies.put(reply.call(), reply));
            }
        }
        return replies.values().stream()
                .map(reply -> Rehearsal.json(reply.body()).path("usage"))
                .mapToDouble(usage -> usage.path("prompt_tokens").asLong() * INPUT
                        + usage.path("completion_tokens").asLong() * OUTPUT)
                .sum();
    }
}
