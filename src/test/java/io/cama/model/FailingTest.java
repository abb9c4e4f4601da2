package io.cama.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FailingTest {
    @Test
    void eachWayIsReadAsAJobWritesIt() {
        assertThat(Failing.parse("dead-letter", "", "")).isEqualTo(Failing.USUAL);
        assertThat(Failing.parse("record", "", "none").way()).isEqualTo(Failing.Way.RECORD);
        assertThat(Failing.parse("fallback", "direct:by-rule", "").fallback()).isEqualTo("direct:by-rule");
    }

    @Test
    void whatDoesNotGoTogetherSaysWhatToWrite() {
        assertThatThrownBy(() -> Failing.parse("ignore", "", ""))
                .hasMessage("onError is \"ignore\"; write dead-letter, record, fallback");
        assertThatThrownBy(() -> Failing.parse("fallback", "", "")).hasMessageContaining("direct:by-rule");
        assertThatThrownBy(() -> Failing.parse("fallback", "http://x", "")).hasMessageContaining("http://x");
        assertThatThrownBy(() -> Failing.parse("record", "direct:x", "")).hasMessageContaining("onError: fallback");
    }
}
