package io.cama.flow.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
    private static final int ITEMS = 20_000;

    private static Set<Integer> taken(double share) {
        Canary canary = new Canary(share, "scripted/bird", null);
        return IntStream.range(0, ITEMS)
                .filter(n -> canary.takes(List.of("word"), Map.of("word", "word" + n, "other", share)))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void noItemIsTakenByAShareOfNothing() {
        assertThat(taken(0)).isEmpty();
    }

    @Test
    void everyItemIsTakenByAShareOfAHundred() {
        assertThat(taken(100)).hasSize(ITEMS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {5, 25, 50})
    void aShareIsKeptToOnePerCent(double share) {
        assertThat(100.0 * taken(share).size() / ITEMS).isCloseTo(share, within(1.0));
    }

    @Test
    void aLargerShareHoldsAllOfASmallerOne() {
        assertThat(taken(25)).containsAll(taken(5));
        assertThat(taken(50)).containsAll(taken(25));
    }

    @Test
    void theOrderOfTheFieldsDoesNotMatter() {
        Canary canary = new Canary(50, "scripted/bird", null);
        Map<String, Object> one = new java.util.LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        Map<String, Object> other = new java.util.LinkedHashMap<>();
        other.put("b", 2);
        other.put("a", 1);

        assertThat(canary.takes(List.of(), one)).isEqualTo(canary.takes(List.of(), other));
    }
}
