package io.cama.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.model.Provider;
import io.cama.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenAiDialectTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void strictIsAskedForOnlyWhereEndpointsAcceptIt() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/llm/strict.json"))) {
            for (JsonNode one : JSON.readTree(in)) {
                assertThat(StrictSubset.holds(one.path("schema")))
                        .as(one.toString())
                        .isEqualTo(one.path("strict").booleanValue());
            }
        }
    }

    @Test
    void headersAreExactlyTheseAndTheProvidersWin() {
        var headers = Map.of("X-Title", "Cama", "accept", "text/plain");
        var provider =
                new Provider("p", "http://h", "openai", new Secret("k-123456"), 0, Duration.ofSeconds(1), headers);

        assertThat(dialect.headers(provider))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Accept", "text/plain",
                        "Authorization", "Bearer k-123456",
                        "Content-Type", "application/json",
                        "X-Title", "Cama"));
        assertThat(dialect.headers(Requests.provider("ollama"))).containsOnlyKeys("Accept", "Content-Type");
    }

    @Test
    void aHeaderWithALineBreakIsRefused() {
        var provider = new Provider(
                "p", "http://h", "openai", null, 0, Duration.ofSeconds(1), Map.of("X-Title", "a\r\nHost: b"));

        assertThatThrownBy(() -> dialect.headers(provider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Header \"X-Title\" of provider \"p\" holds a control character. Remove it.");
    }
}
