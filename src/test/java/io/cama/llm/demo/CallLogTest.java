package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.demo.speech.Asked;
import io.cama.llm.demo.speech.Speech;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogTest {
    private static final String BODY =
            "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"term\\\":\\\"사과\\\"}\"}]}";

    private static final Instant NOW = Instant.parse("2025-01-06T10:00:00Z");

    private final Path folder;

    CallLogTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aLineIsInTheFileBeforeTheLogIsClosed() throws Exception {
        Path file = folder.resolve("calls.jsonl");

        try (CallLog log = CallLog.open(file, true)) {
            log.append(line());

            assertThat(Files.readString(file))
                    .startsWith("{\"at\":\"2025-01-06T10:00:00Z\",\"hash\":\"")
                    .endsWith("\",\"model\":\"any\",\"term\":\"사과\",\"path\":\"/v1/chat/completions\","
                            + "\"status\":500,\"fault\":\"status\",\"nth\":3}\n");
        }
    }

    @Test
    void halfALineLeftByAKillDoesNotSpoilTheNext() throws Exception {
        Path file = Files.writeString(folder.resolve("calls.jsonl"), "{\"at\":\"x\"}\n{\"at\":");

        try (CallLog log = CallLog.open(file, true)) {
            log.append(line());
        }

        assertThat(Files.readAllLines(file)).hasSize(3).element(1).isEqualTo("{\"at\":");
    }

    @Test
    void aWholeFileIsAppendedTo() throws Exception {
        Path file = Files.writeString(folder.resolve("calls.jsonl"), "{\"at\":\"x\"}\n");

        try (CallLog log = CallLog.open(file, true)) {
            log.append(line());
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void aRequestThatWasNotUnderstoodHasALineToo() throws Exception {
        Path file = folder.resolve("calls.jsonl");

        try (CallLog log = CallLog.open(file, false)) {
            log.append(new CallLog.Line(NOW, "/v1/messages", Optional.empty(), 400, "", 0));
        }

        assertThat(Files.readString(file))
                .isEqualTo("{\"at\":\"2025-01-06T10:00:00Z\",\"hash\":\"\",\"model\":\"\",\"term\":\"\","
                        + "\"path\":\"/v1/messages\",\"status\":400,\"fault\":\"\",\"nth\":0}\n");
    }

    @Test
    void linesWrittenTogetherAreAllWhole() throws Exception {
        Path file = folder.resolve("calls.jsonl");

        try (CallLog log = CallLog.open(file, true)) {
            IntStream.range(0, 200).parallel().forEach(i -> {
                try {
                    log.append(line());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(Files.readAllLines(file)).hasSize(200).allMatch(one -> one.endsWith("\"nth\":3}"));
        }
    }

    private static CallLog.Line line() throws Exception {
        Asked asked = Speech.at("/v1/chat/completions").orElseThrow().read(BODY.getBytes(UTF_8));
        return new CallLog.Line(NOW, "/v1/chat/completions", Optional.of(asked), 500, "status", 3);
    }
}
