package io.cama.flow.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.options.UnreadableInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/etc/words.csv", "a/words.csv", "a\\words.csv", "..", "a\nb.csv", " "})
    void whatIsNoPlainNameIsRefused(String name) {
        assertThatThrownBy(() -> Names.refuse(name)).isInstanceOf(UnreadableInput.class);
    }

    @Test
    void aNameWithSpacesAndDotsIsFine() {
        assertThatCode(() -> Names.refuse("my words.v2.csv")).doesNotThrowAnyException();
    }
}
