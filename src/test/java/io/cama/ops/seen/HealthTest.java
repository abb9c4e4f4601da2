package io.cama.ops.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.flow.standing.Said;
import io.cama.flow.standing.Standing;
import io.cama.model.Failure;
import io.cama.model.Reason;
import io.cama.ops.http.Checks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One application, from good days to bad. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HealthTest {
    @TempDir
    private static Path home;

    private SeenHome seen;
    private Checks checks;

    @BeforeAll
    void start() throws Exception {
        seen = new SeenHome(home, Map.of("cama.local.probe", "100ms"));
        checks = seen.observation().checks();
    }

    @AfterAll
    void close() {
        seen.close();
    }

    @Test
    @Order(1)
    void withoutCallsNobodyKnowsAndAllIsUp() {
        assertThat(checks.health().up()).isTrue();
        assertThat(checks.health().document()).containsEntry("status", "unknown");
        assertThat(checks.liveness().up()).isTrue();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> checks.readiness().up()); // once the inbox has been looked at
    }

    @Test
    @Order(2)
    void camelsOwnToolsSeeOurChecks() {
        assertThat(HealthCheckRegistry.get(seen.application().context()).getCheckIDs())
                .contains("cama-providers", "cama-ground", "cama-intake");
    }

    @Test
    @Order(3)
    void maintenanceMakesItUnready() throws Exception {
        Standing standing = seen.application().flow().standing();
        standing.book().change(orders -> orders.maintained(new Said("a new disk", "2026-01-01T00:00:00Z", "me")));
        standing.obey();

        assertThat(checks.readiness().up()).isFalse();
        assertThat(checks.readiness().document().toString()).contains("a new disk");
        assertThat(checks.liveness().up()).isTrue();
        assertThat(Exposition.parse(seen.scrape()).sum("cama_intake_open")).isZero();

        standing.book().change(orders -> orders.maintained(null));
        standing.obey();
        assertThat(checks.readiness().up()).isTrue();
    }

    @Test
    @Order(4)
    void aLocalFaultMakesItUnreadyAndItsEndReadyAgain() {
        seen.application().flow().ground().gaveWay(Failure.of(Reason.LOCAL_RESOURCE, "no space left on device"));

        assertThat(checks.readiness().up()).isFalse();
        assertThat(checks.health().up()).isTrue();
        await().atMost(Duration.ofSeconds(10)).until(() -> checks.readiness().up());
    }

    @Test
    @Order(5)
    void anOutageIsSaidButMakesItNeitherUnreadyNorDead() throws Exception {
        seen.process("plain", "down.csv", "word", "down");

        assertThat(checks.health().up()).isFalse();
        assertThat(checks.health().document()).containsEntry("status", "unhealthy");
        assertThat(checks.health().document().get("report").toString()).contains("scripted", "AUTH");
        assertThat(checks.readiness().up()).isTrue();
        assertThat(checks.liveness().up()).isTrue();
        assertThat(Exposition.parse(seen.scrape()).sum("cama_health", "provider", "scripted"))
                .isZero();
    }
}
