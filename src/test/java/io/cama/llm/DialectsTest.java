package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DialectsTest {
    @Test
    void openAiIsBuiltIn() {
        assertThat(Dialects.of("openai").path()).isEqualTo("/chat/completions");
    }

    @Test
    void aDialectOnTheClassPathIsFound() {
        assertThat(Dialects.of("echo").path()).isEqualTo("/echo");
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Dialects.of("opanai"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no dialect \"opanai\". Use one of: echo, openai.");
    }
}
