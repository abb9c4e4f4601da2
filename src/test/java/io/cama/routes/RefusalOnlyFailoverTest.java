package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code cama.failover.on} with only one of its words. */
class RefusalOnlyFailoverTest extends SharedFlow {
    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.provider.backup.url", endpoint.url(),
                "cama.failover.on", "refusal",
                "cama.retry.passes", "1",
                "cama.wait.max", "200ms",
                "cama.breaker.open", "1h");
    }

    @BeforeEach
    void asThePromptsSayWithWellEndpoints() {
        asThePromptsSay();
        flow.breakers().stats().keySet().forEach(flow.breakers()::reset);
    }

    private Run standIn() throws Exception {
        return process("standin", fresh("words") + ".csv", "word", fresh("word"));
    }

    @Test
    void aRefusalIsStoodInFor() throws Exception {
        endpoint.script(call -> FailoverRouteTest.asked(call).equals("primary")
                ? choice("{\"message\":{\"refusal\":\"no\"}}")
                : ScriptedEndpoint.Answer.says("{\"said\":\"second\"}"));

        assertThat(standIn().state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void aBadKeyPausesTheRun() throws Exception {
        endpoint.script(call -> ScriptedEndpoint.Answer.fails(401, "bad key"));

        Run run = standIn();

        assertThat(run.reason()).startsWith(Reason.AUTH.name());
        assertThat(endpoint.calls()).hasSize(1);
    }

    @Test
    void anOpenBreakerIsWaitedForAndThenPausesTheRun() throws Exception {
        endpoint.script(call -> ScriptedEndpoint.Answer.fails(401, "bad key"));
        standIn();

        Run run = standIn();

        assertThat(run.state()).isEqualTo(RunState.PAUSED);
        assertThat(run.reason()).startsWith(Reason.CIRCUIT_OPEN.name()).contains("bad key");
        assertThat(run.resumeAt()).isNotNull();
        assertThat(endpoint.calls()).hasSize(1);
    }
}
