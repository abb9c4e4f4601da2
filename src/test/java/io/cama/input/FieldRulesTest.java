package io.cama.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.input.options.InputOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldRulesTest {
    private static FieldRules rules(
            Map<String, List<String>> aliases, Map<String, Map<String, String>> values, Map<String, String> defaults) {
        return new FieldRules(
                new InputOptions(null, null, null, true, true, List.of(), aliases, values, defaults, "text"));
    }

    @Test
    void takesCaseSpacesAndUnderscoresAsAlike() {
        FieldRules rules = rules(Map.of("type", List.of("word_type")), Map.of(), Map.of());

        assertThat(rules.rename(List.of("Word  Type"))).containsExactly("type");
        assertThat(rules.rename(List.of("WORD_TYPE"))).containsExactly("type");
        assertThat(rules.rename(List.of(" TYPE "))).containsExactly("type");
    }

    @Test
    void prefersAFieldsOwnNameToItsAliases() {
        FieldRules rules = rules(Map.of("term", List.of("word", "hangul")), Map.of(), Map.of());

        assertThat(rules.rename(List.of("Hangul", "term"))).containsExactly("Hangul", "term");
        assertThat(rules.rename(List.of("Hangul", "Word", "Term"))).containsExactly("Hangul", "Word", "term");
    }

    @Test
    void prefersTheAliasNamedFirst() {
        FieldRules rules = rules(Map.of("term", List.of("word", "hangul")), Map.of(), Map.of());

        assertThat(rules.rename(List.of("Hangul", "Word"))).containsExactly("Hangul", "term");
    }

    @Test
    void neverTakesAColumnThatAnotherFieldHas() {
        FieldRules rules = rules(Map.of("term", List.of("type"), "type", List.of()), Map.of(), Map.of());

        assertThat(rules.rename(List.of("type"))).containsExactly("type");
    }

    @Test
    void writesShortFormsOut() {
        FieldRules rules = rules(Map.of(), Map.of("type", Map.of("N", "noun")), Map.of());

        assertThat(rules.apply(Map.of("type", " n "))).containsExactly(Map.entry("type", "noun"));
        assertThat(rules.apply(Map.of("type", "nn"))).containsExactly(Map.entry("type", "nn"));
        assertThat(rules.apply(Map.of("type", 5))).containsExactly(Map.entry("type", 5));
    }

    @Test
    void aFormWithStarsFitsWhateverStandsThere() {
        Map<String, String> forms = new java.util.LinkedHashMap<>();
        forms.put("*star*wars*", "space");
        forms.put("car*", "cars");
        forms.put("care", "help");
        FieldRules rules = rules(Map.of(), Map.of("theme", forms), Map.of());

        assertThat(rules.apply(Map.of("theme", "My STAR of wars 2"))).containsEntry("theme", "space");
        assertThat(rules.apply(Map.of("theme", "carts"))).containsEntry("theme", "cars");
        assertThat(rules.apply(Map.of("theme", "care"))).containsEntry("theme", "help");
        assertThat(rules.apply(Map.of("theme", "wars, star"))).containsEntry("theme", "wars, star");
        assertThat(rules.apply(Map.of("theme", "scar"))).containsEntry("theme", "scar");
    }

    @Test
    void fillsInWhatIsAbsentBlankOrNull() {
        FieldRules rules = rules(Map.of(), Map.of(), Map.of("type", "unknown"));
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("type", null);

        assertThat(rules.apply(nothing)).containsEntry("type", "unknown");
        assertThat(rules.apply(Map.of("type", " "))).containsEntry("type", "unknown");
        assertThat(rules.apply(Map.of("term", "x"))).containsEntry("type", "unknown");
        assertThat(rules.apply(Map.of("type", false))).containsEntry("type", false);
    }
}
