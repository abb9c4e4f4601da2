package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.model.Terms;
import io.cama.ops.Order;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsBoundTest {
    @TempDir
    private Path home;

    @Test
    void modelsBeyondTheBoundHaveNoMetersOfTheirOwnHoweverTheirCallsEnd() throws Exception {
        try (SeenHome seen = new SeenHome(home, Map.of("cama.metrics.models", "1"))) {
            seen.process("plain", "first.csv", "word", "one", "bad");
            for (String model : new String[] {"second", "third"}) {
                Path file = Files.writeString(home.resolve(model + ".csv"), "word\nbad\nfine\n");
                seen.application()
                        .submit(new Order(file, "plain", home.resolve("outbox"), 0, "scripted/" + model, Terms.USUAL));
            }
            Exposition scrape = await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> Exposition.parse(seen.scrape()),
                            now -> now.sum("cama_run_duration_seconds_count") >= 3);

            assertThat(scrape.labels().get("gen_ai_request_model")).containsExactly("any");
            assertThat(scrape.sum("gen_ai_client_operation_duration_seconds_count", "error_type", "BAD_REQUEST"))
                    .isEqualTo(1);
            assertThat(scrape.labels().get("model")).containsExactlyInAnyOrder("any", "other");
        }
    }
}
