package io.cama.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.llm.Requests;
import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiDialectTest {
    private final OpenAiDialect dialect = new OpenAiDialect();

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com/v1//, https://api.openai.com/v1/chat/completions",
        "https://api.openai.com, https://api.openai.com/v1/chat/completions",
        "http://localhost:8000/, http://localhost:8000/v1/chat/completions",
        "https://openrouter.ai/api/v1, https://openrouter.ai/api/v1/chat/completions",
        "https://g.example/v1beta/openai/, https://g.example/v1beta/openai/chat/completions",
        "https://api.openai.com/v1/chat/completions, https://api.openai.com/v1/chat/completions",
        "not a url, not a url/chat/completions"
    })
    void theAddressHoldsTheVersionOnce(String base, String address) {
        assertThat(dialect.address(base)).isEqualTo(address);
    }

    @Test
    void headersAreExactlyTheseAndTheProvidersWin() {
        var headers = Map.of("X-Title", "Cama", "accept", "text/plain");
        var provider = new Provider(
                "p",
                "http://h",
                "openai",
                new Secret("k-123456"),
                Limits.NONE,
                Duration.ofSeconds(1),
                headers,
                Abilities.ALL);

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
                "p",
                "http://h",
                "openai",
                null,
                Limits.NONE,
                Duration.ofSeconds(1),
                Map.of("X-Title", "a\r\nHost: b"),
                Abilities.ALL);

        assertThatThrownBy(() -> dialect.headers(provider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Header \"X-Title\" of provider \"p\" holds a control character. Remove it.");
    }
}
