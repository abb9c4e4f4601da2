package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogTest {
    private static final String BODY =
            "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"term\\\":\\\"사과\\\"}\"}]}";

    private final Path folder;

    CallLogTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aLineIsInTheFileBeforeTheLogIsClosed() throws Exception {
        Path file = folder.resolve("calls.jsonl");

        try (CallLog log = CallLog.open(file, clock())) {
            log.append(DemoRequest.read(BODY.getBytes(UTF_8)));

            assertThat(Files.readString(file))
                    .startsWith("{\"at\":\"2025-01-06T10:00:00Z\",\"hash\":\"")
                    .endsWith("\",\"model\":\"any\",\"term\":\"사과\"}\n");
        }
    }

    @Test
    void halfALineLeftByAKillDoesNotSpoilTheNext() throws Exception {
        Path file = Files.writeString(folder.resolve("calls.jsonl"), "{\"at\":\"x\"}\n{\"at\":");

        try (CallLog log = CallLog.open(file, clock())) {
            log.append(DemoRequest.read(BODY.getBytes(UTF_8)));
        }

        assertThat(Files.readAllLines(file)).hasSize(3).element(1).isEqualTo("{\"at\":");
    }

    @Test
    void aWholeFileIsAppendedTo() throws Exception {
        Path file = Files.writeString(folder.resolve("calls.jsonl"), "{\"at\":\"x\"}\n");

        try (CallLog log = CallLog.open(file, clock())) {
            log.append(DemoRequest.read(BODY.getBytes(UTF_8)));
        }

        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    private static Clock clock() {
        return Clock.fixed(Instant.parse("2025-01-06T10:00:00Z"), ZoneOffset.UTC);
    }
}
