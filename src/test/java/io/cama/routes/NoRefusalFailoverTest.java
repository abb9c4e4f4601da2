package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.model.RunState;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code cama.failover.on} without one of its words. */
class NoRefusalFailoverTest extends SharedFlow {
    @Override
    Map<String, String> settings() {
        return Map.of(
                "cama.provider.backup.url", endpoint.url(),
                "cama.failover.on", "breaker,endpoint",
                "cama.retry.passes", "1");
    }

    @BeforeEach
    void asThePromptsDo() {
        asThePromptsSay();
    }

    @Test
    void aRefusalIsADeadLetter() throws Exception {
        endpoint.script(call -> choice("{\"message\":{\"refusal\":\"no\"}}"));

        Run run = process("standin", fresh("words") + ".csv", "word", "apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(dead(run)).singleElement().satisfies(letter -> assertThat(letter.reason())
                .isEqualTo(Reason.REFUSED));
        assertThat(endpoint.calls()).hasSize(1);
    }
}
