package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Secret;
import io.cama.model.Windows;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestHashTest {
    @Test
    void isTheDocumentedDigest() {
        assertThat(RequestHash.of(provider("a", "u", "k1"), "사과"))
                .isEqualTo("b45acadbc34e6f590f61257b5e4c9dd49249888d2e592ced2e047d2ed913086e");
    }

    @Test
    void doesNotDependOnTheKeyOrTheHeaders() {
        var other = new Provider(
                "a",
                "u",
                "openai",
                new Secret("k2"),
                new Limits(Windows.perMinute(9), Windows.UNLIMITED, 1, 1024),
                Duration.ZERO,
                Map.of("X-Title", "t"),
                Abilities.ALL);

        assertThat(RequestHash.of(other, "b")).isEqualTo(RequestHash.of(provider("a", "u", "k1"), "b"));
    }

    @Test
    void aCharacterMovedToTheNextPartChangesIt() {
        assertThat(RequestHash.of(provider("ab", "c", "k"), "d"))
                .isNotEqualTo(RequestHash.of(provider("a", "bc", "k"), "d"))
                .isNotEqualTo(RequestHash.of(provider("ab", "", "k"), "cd"));
    }

    private static Provider provider(String name, String url, String key) {
        return new Provider(
                name, url, "openai", new Secret(key), Limits.NONE, Duration.ofSeconds(1), Map.of(), Abilities.ALL);
    }
}
