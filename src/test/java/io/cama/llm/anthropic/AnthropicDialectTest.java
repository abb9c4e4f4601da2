package io.cama.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.ReplyCases;
import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicDialectTest {
    private final AnthropicDialect dialect = new AnthropicDialect();

    @TestFactory
    Stream<DynamicTest> readsWhatServersSend() throws IOException {
        return ReplyCases.tests("anthropic.json", dialect);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com, https://api.anthropic.com/v1/messages",
        "https://api.anthropic.com/, https://api.anthropic.com/v1/messages",
        "https://api.anthropic.com/v1, https://api.anthropic.com/v1/messages",
        "https://api.anthropic.com/v1/messages, https://api.anthropic.com/v1/messages",
        "https://gateway.example/anthropic, https://gateway.example/anthropic/v1/messages",
        "https://openrouter.ai/api/v1/, https://openrouter.ai/api/v1/messages"
    })
    void theAddressHoldsTheVersionOnce(String base, String address) {
        assertThat(dialect.address(base)).isEqualTo(address);
    }

    @Test
    void headersAreTheKeyAndTheVersionWhichTheProviderMayReplace() {
        assertThat(dialect.headers(provider(Map.of("anthropic-beta", "x"))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Accept", "application/json",
                        "Content-Type", "application/json",
                        "x-api-key", "k-123456",
                        "anthropic-version", "2023-06-01",
                        "anthropic-beta", "x"));
        assertThat(dialect.headers(provider(Map.of("Anthropic-Version", "2030-01-01"))))
                .containsEntry("anthropic-version", "2030-01-01");
    }

    private static Provider provider(Map<String, String> headers) {
        return new Provider(
                "p",
                "http://h",
                "anthropic",
                new Secret("k-123456"),
                Limits.NONE,
                Duration.ofSeconds(1),
                headers,
                Abilities.ALL);
    }
}
