package io.cama.output.anki.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.output.anki.AnkiCardRenderer;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardTemplateTest {
    @Test
    void showsACardWhenAnyPlaceHasSomething() {
        assertThat(shows("text {{A}} {{text:B}}", "B")).isTrue();
        assertThat(shows("text {{A}} {{tts ko_KR voices=x:B}}", "C")).isFalse();
        assertThat(shows("{{type:A}}", "A")).isTrue();
        assertThat(shows("only text")).isFalse();
    }

    @Test
    void looksIntoSections() {
        assertThat(shows("{{#A}}{{B}}{{/A}}", "B")).isFalse();
        assertThat(shows("{{#A}}{{B}}{{/A}}", "A", "B")).isTrue();
        assertThat(shows("{{^A}}{{B}}{{/A}}", "B")).isTrue();
        assertThat(shows("{{^A}}{{B}}{{/A}}", "A", "B")).isFalse();
        assertThat(shows("{{#A}}{{^C}}{{ B }}{{/C}}text{{/A}}", "A", "B")).isTrue();
    }

    @Test
    void passesOverComments() {
        assertThat(shows("<!-- {{A}} -->", "A")).isFalse();
        assertThat(AnkiCardRenderer.render("<!-- {{A}} -->{{A}}", Map.of("A", "x")))
                .isEqualTo("<!-- {{A}} -->x");
    }

    @Test
    void rendersFieldsFiltersAndSections() {
        Map<String, String> fields = Map.of("A", "<b>a</b>", "B", " <br> ");

        assertThat(AnkiCardRenderer.render("{{A}} {{text:A}}{{#B}}b{{/B}}{{^B}}none{{/B}}", fields))
                .isEqualTo("<b>a</b> anone");
    }

    @Test
    void takesBreaksAndBlanksForEmpty() {
        assertThat(CardTemplate.blank(" <br>\n<div></div><BR/>")).isTrue();
        assertThat(CardTemplate.blank("<b></b>")).isFalse();
    }

    private static boolean shows(String template, String... filled) {
        return CardTemplate.parse(template, (line, message) -> {
                    throw new AssertionError(message);
                })
                .shows(Set.of(filled));
    }
}
