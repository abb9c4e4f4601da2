package io.cama.routes;

import static io.cama.routes.ScriptedEndpoint.Answer.fails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.flow.letter.LetGo;
import io.cama.flow.receipt.Receipt;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code 50-output} and {@code 60-dead-letters}. */
class OutputRouteTest extends FlowTestSupport {
    @Test
    void theReceiptAddsUpAndNamesWhatItReceipts() throws Exception {
        Run run = process("plain", "words.csv", "word", "apple", "pear");

        JsonNode receipt = receipt(run);
        assertThat(receipt.at("/input/rows").asInt()).isEqualTo(2);
        assertThat(receipt.at("/input/sha256").asText()).hasSize(64);
        assertThat(receipt.at("/counts/rows").asInt())
                .isEqualTo(receipt.at("/counts/ok").asInt()
                        + receipt.at("/counts/dead").asInt()
                        + receipt.at("/counts/skipped").asInt());
        assertThat(receipt.path("calls").asInt()).isEqualTo(2);
        assertThat(receipt.at("/tokens/input").asInt()).isEqualTo(20);
        assertThat(receipt.at("/models/scripted-1").asInt()).isEqualTo(2);
        assertThat(receipt.path("outputs")).hasSize(2);
    }

    @Test
    void aFinishedRunGivenAgainIsPublishedAgainWithoutACall() throws Exception {
        Run first = process("plain", "words.csv", "word", "apple");
        byte[] before = Files.readAllBytes(Path.of(first.outbox(), "words.json"));
        Files.delete(Path.of(first.outbox(), "words.json"));
        endpoint.calls().clear();

        Run second = process("plain", "words.csv", "word", "apple");

        assertThat(endpoint.calls()).isEmpty();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(Path.of(first.outbox(), "words.json")).hasBinaryContent(before);
        assertThat(receipt(second).path("recalled").asInt()).isEqualTo(1);
    }

    @Test
    void retriedDeadLettersTakeTheirPlaceInTheOutputs() throws Exception {
        endpoint.script(call ->
                call.asked().equals("b") ? fails(400, "no") : ScriptedEndpoint.Answer.says("{\"said\":\"yes\"}"));
        Run run = process("single", "words.csv", "word", "a", "b", "c");
        assertThat(lines(run, ".jsonl")).hasSize(2);
        endpoint.script(call -> ScriptedEndpoint.Answer.says("{\"said\":\"now\"}"));

        int retried = template.requestBody(
                "direct:dead-letter-retry", new LetGo(run.id(), List.of(), false, null), Integer.class);
        Run after = settled(run);

        assertThat(retried).isEqualTo(1);
        assertThat(after.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(1);
        assertThat(lines(after, ".jsonl"))
                .extracting(item -> item.path("word").asText())
                .containsExactly("a", "b", "c");
        assertThat(Path.of(run.outbox(), "words.dead.jsonl")).doesNotExist();
    }

    @Test
    void anOutboxThatCannotBeWrittenPausesTheRunAndLosesNothing() throws Exception {
        Path outbox = home.resolve("outbox/plain");
        Files.createDirectories(outbox.getParent());
        Files.writeString(outbox, "a file where the folder should be");

        Run paused = process("plain", "words.csv", "word", "apple");
        Files.delete(outbox);
        endpoint.calls().clear();
        Run done = process("plain", "words.csv", "word", "apple");

        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(done.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).isEmpty();
        assertThat(outbox.resolve("words.json")).exists();
    }

    @Test
    void anInputWhoseNameIsTakenIsPublishedUnderItsWholeName() throws Exception {
        Run csv = process("plain", "words.csv", "word", "apple");
        Run tsv = process("plain", "words.tsv", "word", "pear");
        Run bare = process("plain", "words", "word", "plum");
        Run again = process("plain", "words.tsv", "word", "fig");

        Path outbox = Path.of(csv.outbox());
        assertThat(outbox.resolve("words.json")).content().contains("apple");
        assertThat(outbox.resolve("words.tsv.json")).content().contains("fig").doesNotContain("pear");
        assertThat(outbox.resolve("words-2.json")).exists();
        assertThat(Receipt.file(csv)).isEqualTo(outbox.resolve("words.run.json"));
        assertThat(Receipt.file(again)).isEqualTo(outbox.resolve("words.tsv.run.json"));
        assertThat(Receipt.file(tsv))
                .isEqualTo(outbox.resolve("words.tsv." + tsv.id().substring(0, 8) + ".run.json"));
        assertThat(Receipt.file(bare)).isEqualTo(outbox.resolve("words-2.run.json"));
        assertThat(json(Files.readString(Receipt.file(again))).path("run").asText())
                .isEqualTo(again.id());
    }

    @Test
    void inputsOfOneStemAtTheSameTimeKeepTheirResults() throws Exception {
        List<Run> runs = List.of(
                submit("plain", "words.csv", 0, "word", "apple"),
                submit("plain", "words.tsv", 0, "word", "pear"),
                submit("plain", "words.txt", 0, "word", "plum"));

        for (Run run : runs) {
            assertThat(settled(run).state()).isEqualTo(RunState.DONE);
            JsonNode receipt = json(Files.readString(Receipt.file(run)));
            assertThat(receipt.path("run").asText()).isEqualTo(run.id());
            assertThat(receipt.at("/input/file").asText()).isEqualTo(run.input());
        }
        try (Stream<Path> files = Files.list(Path.of(runs.get(0).outbox()))) {
            assertThat(files.map(Path::toString).filter(name -> name.endsWith(".json")))
                    .hasSize(6);
        }
    }
}
