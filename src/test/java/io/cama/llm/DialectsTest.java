package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Provider;
import io.cama.model.RateHints;
import io.cama.model.RateHints.Window;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "ollama"})
    void threeAreBuiltIn(String name) {
        assertThat(Dialects.of(name).name()).isEqualTo(name);
    }

    @Test
    void aDialectOnTheClassPathIsFound() {
        assertThat(Dialects.of("echo").address("http://h")).isEqualTo("http://h/echo");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Dialects.of("opanai"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no dialect \"opanai\". Use one of: anthropic, echo, ollama, openai.");
    }

    @Test
    void oneGivenByHandIsKnownAndWinsOverTheBuiltIn() {
        Dialect mine = new Named("mine");
        Dialect other = new Named("openai");

        Dialects dialects = new Dialects(List.of(mine, other));

        assertThat(dialects.require("mine")).isSameAs(mine);
        assertThat(dialects.require("openai")).isSameAs(other);
        assertThat(dialects.names()).containsExactly("anthropic", "echo", "mine", "ollama", "openai");
        assertThat(new Dialects(List.of()).names()).doesNotContain("mine");
    }

    @Test
    void oneThatSaysNothingAboutLimitsStillKnowsTheUsualHeaders() {
        assertThat(new Named("mine").hints(200, Map.of("x-ratelimit-remaining-requests", "3")))
                .isEqualTo(new RateHints(new Window(-1, 3, null), Window.UNKNOWN));
        assertThat(new Named("mine")
                        .hints(200, Map.of("retry-after", Duration.ofSeconds(3).toString())))
                .isEqualTo(RateHints.NONE);
    }

    private record Named(String name) implements Dialect {
        @Override
        public String address(String base) {
            return base;
        }

        @Override
        public String write(Provider provider, String model, Rendered rendered) {
            return model;
        }

        @Override
        public Map<String, String> headers(Provider provider) {
            return Map.of();
        }

        @Override
        public Reply read(Provider provider, int status, Map<String, String> headers, byte[] body) {
            return new Reply.Answered("a", null, Usage.NONE, null);
        }
    }
}
