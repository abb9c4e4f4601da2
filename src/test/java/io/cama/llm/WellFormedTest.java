package io.cama.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WellFormedTest {
    @Test
    void wholePairsStay() {
        assertThat(WellFormed.of("사과 😀 \u202Eabc\u0000")).isEqualTo("사과 😀 \u202Eabc\u0000");
    }

    @Test
    void halvesAreReplacedWhereverTheyStand() {
        assertThat(WellFormed.of("\uDE00a\uD83D😀\uD83D")).isEqualTo("\uFFFDa\uFFFD😀\uFFFD");
    }
}
