package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.cli.Answer;
import io.cama.house.PlantedKey;
import io.cama.ops.control.By.Role;
import io.cama.ops.serve.Serving;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another process says reaches a service at work, and whoever scrapes it. */
@Timeout(60)
class MaintenanceTest {
    @TempDir
    private Path home;

    @Test
    void theCommandTakesReadinessDownAndUpAgainAndTheMeterWithIt() throws Exception {
        try (ServedHome served = new ServedHome(home, Map.of("cama.orders.poll", "20ms"))) {
            served.face().close();
            try (Serving serving =
                    Serving.start(served.application(), served.settings(Map.of()), PlantedKey.environment())) {
                URI uri = URI.create(ApiFile.read(home).orElseThrow().url());
                RawClient viewer = new RawClient(uri, served.token(Role.VIEWER));
                await().atMost(Duration.ofSeconds(10)).until(() -> ready(viewer) == 200);
                assertThat(viewer.get("/observe/metrics").body()).contains("cama_intake_open 1");

                Answer on = Answer.of(home, "maintenance", "on", "new disk");

                assertThat(on.exit()).as(on.err()).isZero();
                assertThat(ready(viewer)).isEqualTo(503);
                assertThat(viewer.get("/observe/health/ready").body()).contains("new disk");
                assertThat(viewer.get("/observe/metrics").body()).contains("cama_intake_open 0");
                assertThat(viewer.as("").get("/observe/health/live").status()).isEqualTo(200);
                assertThat(Answer.of(home, "maintenance", "off").exit()).isZero();
                assertThat(ready(viewer)).isEqualTo(200);
                assertThat(viewer.get("/observe/metrics").body()).contains("cama_intake_open 1");
                assertThat(serving.control().views().application().state()).isEqualTo("working");
            }
        }
    }

    private static int ready(RawClient viewer) throws Exception {
        return viewer.get("/observe/health/ready").status();
    }
}
