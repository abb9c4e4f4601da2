package io.cama.config.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({
        "0ms, PT0S",
        "500ms, PT0.5S",
        "60s, PT1M",
        "5m, PT5M",
        "1h, PT1H",
        "2d, PT48H",
        "1h30m, PT1H30M",
        "PT1M30S, PT1M30S",
        "P1D, PT24H",
        "' 7S ', PT7S"
    })
    void readsDurationsWithTheirUnit(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "60", "60 s", "-1s", "PT-1S", "5 minutes", "1.5s", "Px", "999999999999999999d"})
    void refusesDurationsThatAreNone(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("500ms, 60s, 5m, 2h");
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "512B, 512", "64KB, 65536", "4MB, 4194304", "1 gb, 1073741824"})
    void readsSizesWithTheirUnit(String text, long expected) {
        assertThat(SizeText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "64K", "-1KB", "1.5MB", "999999999999GB"})
    void refusesSizesThatAreNone(String text) {
        assertThatThrownBy(() -> SizeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void readsWholeNumbersOfNineDigitsAtMost() {
        assertThat(NumberText.parse(" -12 ")).isEqualTo(-12);
        assertThatThrownBy(() -> NumberText.parse("1.5")).hasMessage("\"1.5\" is no whole number");
        assertThatThrownBy(() -> NumberText.parse("1234567890")).hasMessage("\"1234567890\" is no whole number");
    }

    @Test
    void dropsTheEmptyPartsOfALists() {
        assertThat(ListText.parse(" json, tsv ,,apkg,")).containsExactly("json", "tsv", "apkg");
        assertThat(ListText.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"concurency, concurrency", "conucrrency, concurrency", "KEY, key", "output, outputs"})
    void findsTheWordThatWasMeant(String word, String meant) {
        assertThat(Nearest.to(word, List.of("name", "key", "outputs", "concurrency")))
                .contains(meant);
    }

    @Test
    void suggestsNothingForAWordFarFromAll() {
        assertThat(Nearest.to("timeout", List.of("name", "key"))).isEmpty();
        assertThat(Nearest.hint("timeout", List.of("name"), "see the guide")).isEqualTo("see the guide");
        assertThat(Nearest.hint("nam", List.of("name"), "see the guide")).isEqualTo("did you mean name?");
    }

    @Test
    void countsASwapOfNeighboursAsOneChange() {
        assertThat(Nearest.distance("form", "from")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void fillsPlaceholdersFromKeysEnvironmentAndDefaults() {
        var placeholders = new Placeholders(
                key -> key.equals("my.key") ? Optional.of("$1 {{other}}") : Optional.empty(), Map.of("HOME", "/h"));

        assertThat(placeholders.fill("a {{my.key}} b")).isEqualTo("a $1 {{other}} b");
        assertThat(placeholders.fill("{{env:HOME}}/{{none:x:y}}/{{env:NONE:}}")).isEqualTo("/h/x:y/");
        assertThat(placeholders.fill("no placeholder")).isEqualTo("no placeholder");
    }

    @Test
    void namesThePlaceholderThatNothingIsSetFor() {
        var placeholders = new Placeholders(key -> Optional.empty(), Map.of());

        assertThatThrownBy(() -> placeholders.fill("x{{my.key}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing is set for {{my.key}}");
    }
}
