package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.cli.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a receipt says is what the endpoint's own log and the published files say. */
@Timeout(120)
class ReceiptTest {
    private static final int ROWS = 60;

    @TempDir
    private Path home;

    private static long sum(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private JsonNode receipt() throws Exception {
        return Rehearsal.json(Files.readString(home.resolve("outbox/terms/terms.run.json")));
    }

    @Test
    void failuresOfEveryClassAreCountedAndAllNumbersAddUp() throws Exception {
        Map<String, String> faults =
                Map.of("error-rate", "8%", "malformed", "8%", "refused", "6%", "resets", "4%", "seed", "5");
        try (Rehearsal rehearsal = new Rehearsal(home, faults)) {
            Path input = rehearsal.rows(ROWS);
            Files.writeString(input, Files.readString(input).replace("\n7,term 7", "\nseven,term 7"));
            rehearsal.price("0.000001", "0.000004");

            Answer answer =
                    rehearsal.cama("process", input.toString(), "--job", "terms", "--set", "cama.retry.attempts=9");

            JsonNode receipt = receipt();
            JsonNode counts = receipt.path("counts");
            assertThat(counts.path("rows").asLong())
                    .isEqualTo(ROWS)
                    .isEqualTo(counts.path("ok").asLong()
                            + counts.path("dead").asLong()
                            + counts.path("skipped").asLong());
            List<JsonNode> dead;
            try (var lines = Files.lines(home.resolve("outbox/terms/terms.dead.jsonl"))) {
                dead = lines.map(Rehearsal::json).toList();
            }
            assertThat(dead).hasSize(counts.path("dead").asInt());
            for (String by : List.of("byKind", "bySort", "byReason")) {
                assertThat(sum(receipt.path("deadBy").path(by))).as(by).isEqualTo(dead.size());
            }
            receipt.at("/deadBy/byReason").properties().forEach(reason -> assertThat(dead)
                    .filteredOn(line -> line.path("reason").asText().equals(reason.getKey()))
                    .hasSize(reason.getValue().asInt()));
            assertThat(receipt.at("/deadBy/bySort/permanent").asInt()).isEqualTo(1);
            assertThat(receipt.at("/deadBy/bySort/content").asInt()).isPositive();

            assertThat(receipt.path("calls").asInt())
                    .isEqualTo(rehearsal.calls().size())
                    .isEqualTo((int) sum(receipt.path("callsByVerdict")));
            long failed = rehearsal.calls().stream()
                    .filter(call -> call.path("status").asInt() != 200)
                    .count();
            assertThat(receipt.at("/callsByVerdict/failed").asLong()).isEqualTo(failed);
            assertThat(receipt.at("/failedCallsBy/byReason/UPSTREAM_5XX").asLong()
                            + receipt.at("/failedCallsBy/byReason/NET_IO").asLong())
                    .isEqualTo(failed);
            assertThat(sum(receipt.at("/failedCallsBy/byKind")))
                    .isEqualTo(failed + receipt.at("/callsByVerdict/rejected").asLong());
            assertThat(receipt.at("/failedCallsBy/byKind/passing").asLong()).isEqualTo(failed);

            long byPrompt = receipt.at("/spentByPrompt/sense/calls").asLong()
                    + receipt.at("/spentByPrompt/cards/calls").asLong();
            assertThat(byPrompt).isEqualTo(receipt.path("calls").asLong());
            assertThat(receipt.at("/spentByPrompt/sense/input").asLong()
                            + receipt.at("/spentByPrompt/cards/input").asLong())
                    .isEqualTo(receipt.at("/tokens/input").asLong());
            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.out())
                    .contains("\n  1 INPUT_SCHEMA: the item lacks what the prompt's input schema asks for")
                    .contains(" REFUSED: the model declined");
        }
    }

    @Test
    void itNamesWhatTheRunWasMadeOf() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            rehearsal.process(rehearsal.rows(3), "--limit", "2", "--fail-fast");

            JsonNode receipt = receipt();

            assertThat(receipt.path("format").asInt()).isEqualTo(1);
            assertThat(receipt.path("program").asText()).startsWith("cama ");
            assertThat(receipt.at("/input/sha256").asText()).matches("[0-9a-f]{64}");
            assertThat(receipt.path("jobSha256").asText()).matches("[0-9a-f]{64}");
            assertThat(receipt.path("prompts").fieldNames()).toIterable().containsExactly("cards", "sense");
            assertThat(receipt.at("/prompts/sense").asText()).matches("[0-9a-f]{64}");
            assertThat(receipt.at("/options/limit").asInt()).isEqualTo(2);
            assertThat(receipt.at("/options/failFast").asBoolean()).isTrue();
            assertThat(receipt.at("/options/recall").asText()).isEqualTo("all");
            assertThat(receipt.at("/counts/skipped").asInt()).isEqualTo(1);
            assertThat(receipt.at("/models").fieldNames()).toIterable().isNotEmpty();
            assertThat(receipt.at("/possiblyPaidTwiceCalls/listed")).isEmpty();
            assertThat(receipt.path("deadLetters").isNull()).isTrue();
            assertThat(receipt.at("/time/elapsedSeconds").asDouble()).isPositive();
            assertThat(receipt.at("/time/busySeconds").asDouble())
                    .isLessThanOrEqualTo(receipt.at("/time/elapsedSeconds").asDouble());
            assertThat(receipt.at("/time/rowsPerSecond").asDouble()).isPositive();
        }
    }
}
