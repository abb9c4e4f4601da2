package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.cli.Answer;
import io.cama.ops.health.HealthFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCommandTest {
    private static final String PROVIDER = "cama.provider.scripted.url=http://127.0.0.1:9/v1";

    @TempDir
    private Path home;

    private Answer health(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "health";
        arguments[1] = "--set";
        arguments[2] = PROVIDER;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Answer.of(home, arguments);
    }

    @Test
    void itSaysTheSameOfAServiceAtWorkAndOfTheLedgerItLeaves() throws Exception {
        JsonNode atWork;
        try (SeenHome seen = new SeenHome(home, Map.of("cama.state.every", "100ms"))) {
            seen.process("plain", "words.csv", "word", "one", "two", "bad", "busy", "odd");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> HealthFile.read(home).orElseThrow().report().total() == 7);
            Answer answer = health("--json");
            assertThat(answer.exit()).as(answer.err()).isZero();
            atWork = new ObjectMapper().readTree(answer.out());
            assertThat(health().out()).contains("all: degraded", "scripted: degraded", "UPSTREAM_5XX");
        }
        Answer after = health("--json");
        JsonNode past = new ObjectMapper().readTree(after.out());

        assertThat(atWork.path("atWork").asBoolean()).isTrue();
        assertThat(past.path("atWork").asBoolean()).isFalse();
        assertThat(past.path("report").path("counts"))
                .isEqualTo(atWork.path("report").path("counts"));
        for (String same :
                new String[] {"name", "status", "successRate", "total", "ok", "failed", "errors", "warnings"}) {
            assertThat(past.path("report").path("providers").path(0).path(same))
                    .as(same)
                    .isEqualTo(atWork.path("report").path("providers").path(0).path(same));
        }
        assertThat(after.err()).contains("No service is at work");
    }

    @Test
    void anOutageHasAnExitCodeOfItsOwn() throws Exception {
        try (SeenHome seen = new SeenHome(home, Map.of())) {
            seen.process("plain", "words.csv", "word", "down");
        }

        assertThat(health().exit()).isEqualTo(69);
        assertThat(health().out()).contains("all: unhealthy", "AUTH");
    }

    @Test
    void whereNothingHasBeenDoneNothingIsKnown() {
        Answer answer = health();

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .startsWith("all: unknown, no call was answered or failed in the last 300 s")
                .hasLineCount(1);
    }
}
