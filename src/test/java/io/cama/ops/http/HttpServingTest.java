package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cama.config.ConfigException;
import io.cama.ops.control.By.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as {@code cama run} starts it. */
class HttpServingTest {
    @TempDir
    Path home;

    @Test
    void aServiceSaysWhereItsApiIsAndAnswersThereUntilItEnds() throws Exception {
        try (ServedHome served = new ServedHome(home, Map.of())) {
            URI uri = URI.create(ApiFile.read(home).orElseThrow().url());
            RawClient viewer = new RawClient(uri, served.token(Role.VIEWER));
            assertThat(viewer.get("/api/v1/status").json().path("state").asText())
                    .isEqualTo("working");
            assertThat(viewer.get("/observe/health").json().path("status").asText())
                    .isEqualTo("unknown");
            await().until(() -> viewer.get("/observe/health/ready").status() == 200);
            assertThat(viewer.get("/observe/metrics").body()).contains("cama_runs{state=\"paused\"} 0");
            assertThat(viewer.as("").get("/observe/health/live").status()).isEqualTo(200);

            served.process("words.csv", "apple");
            assertThat(viewer.get("/observe/health").json().path("status").asText())
                    .isEqualTo("healthy");
            new RawClient(uri, served.token(Role.OPERATOR))
                    .put("/api/v1/maintenance", "{\"on\":true,\"reason\":\"new disk\"}");
            assertThat(viewer.get("/observe/health/ready").status()).isEqualTo(503);

            served.face().close();
            assertThat(ApiFile.read(home)).isEmpty();
            assertThatThrownBy(() -> new RawClient(uri, "").get("/observe/health/live"))
                    .isInstanceOf(java.net.ConnectException.class);
        }
    }

    @Test
    void aServiceWithoutItsApiHasNoFaceAndOneThatCannotListenDoesNotStart() throws Exception {
        try (ServedHome served = new ServedHome(home, Map.of("cama.api.enabled", "false"))) {
            assertThat(served.serving().face()).isNull();
            assertThat(ApiFile.read(home)).isEmpty();
        }
        assertThatThrownBy(() -> new ServedHome(home, Map.of("cama.api.host", "0.0.0.0")))
                .isInstanceOf(ConfigException.class);
    }
}
