package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartialsTest {
    private static final Map<String, Object> ITEM =
            Map.of("name", "민지", "user", Map.of("name", "수호"), "list", List.of("가", "나"), "which", "hello");

    @Test
    void putsAPartialIn() {
        assertThat(Rendering.with("hello", "안녕 {{name}}!").text("{{> hello}} 반가워.", ITEM))
                .isEqualTo("안녕 민지! 반가워.");
    }

    @Test
    void takesNamesWithDotsDashesSlashesAndQuotes() {
        Rendering both = Rendering.with("a-2.b_c", "하나", "d/e", "둘");
        assertThat(both.text("{{> a-2.b_c}}{{> d/e}}{{> \"d/e\"}}", ITEM)).isEqualTo("하나둘둘");
    }

    @Test
    void givesAPartialItsOwnValuesOrThisOfAnother() {
        Rendering one = Rendering.with("hello", "{{name}}-{{which}}");
        assertThat(one.text("{{> hello name=user.name}}", ITEM)).isEqualTo("수호-hello");
        assertThat(one.text("{{> hello user}}", ITEM)).isEqualTo("수호-");
        assertThat(one.text("{{> hello user which=\"x\"}}", ITEM)).isEqualTo("수호-x");
        assertThat(one.text("{{#each list}}{{> hello name=this}} {{/each}}", ITEM))
                .isEqualTo("가- 나- ");
    }

    @Test
    void seesTheLoopAndTheLevelAboveFromInside() {
        assertThat(Rendering.with("line", "{{@index}}{{this}}{{../name}}")
                        .text("{{#each list}}{{> line}}{{/each}}", ITEM))
                .isEqualTo("0가민지1나민지");
    }

    @Test
    void indentsAPartialThatStandsAlone() {
        Rendering lines = Rendering.with("lines", "가\n\n나\n", "outer", "[\n  {{> lines}}\n]\n");
        assertThat(lines.text("x\n  {{> lines}}\ny", ITEM)).isEqualTo("x\n  가\n  \n  나\ny");
        assertThat(lines.text("  {{> outer}}\n", ITEM)).isEqualTo("  [\n    가\n    \n    나\n  ]\n");
        assertThat(lines.text("a {{> lines}}b", ITEM)).isEqualTo("a 가\n\n나\nb");
    }

    @Test
    void readsNoFrontMatterAndNoHashCommentsInPartials() {
        assertThat(Rendering.with("p", "# 제목\n{{!-- licence --}}\n본문\n").text("{{> p}}", ITEM))
                .isEqualTo("# 제목\n본문\n");
    }

    @Test
    void nestsPartials() {
        assertThat(Rendering.with("outer", "<{{> inner}}>", "inner", "{{name}}").text("{{> outer}}", ITEM))
                .isEqualTo("<민지>");
    }

    @Test
    void givesAPartialABody() {
        Rendering layout = Rendering.with(
                "layout", "<{{> @partial-block}}>", "twice", "{{#> layout}}{{> @partial-block}}!{{/layout}}");
        assertThat(layout.text("{{#> layout}}{{name}}{{/layout}}", ITEM)).isEqualTo("<민지>");
        assertThat(layout.text("{{#> twice}}{{name}}{{/twice}}", ITEM)).isEqualTo("<민지!>");
        assertThat(layout.text("{{#> absent}}대신{{/absent}}", ITEM)).isEqualTo("대신");
    }

    @Test
    void takesPartialsDefinedOnTheSpotAndChosenByValue() {
        Rendering one = Rendering.with("hello", "안녕");
        assertThat(one.text("{{#*inline \"mine\"}}나의 {{name}}{{/inline}}{{> mine}}", ITEM))
                .isEqualTo("나의 민지");
        assertThat(one.text("{{> (lookup . \"which\")}}", ITEM)).isEqualTo("안녕");
        assertThatThrownBy(() -> one.text("{{> (lookup . \"name\")}}", ITEM))
                .isInstanceOf(ItemFault.class)
                .hasMessageContaining("no partial '민지'");
    }

    @Test
    void refusesPartialsThatContainOneAnother() {
        Rendering circle = Rendering.with("a", "{{> b}}", "b", "x {{#if name}}{{> a}}{{/if}}");
        assertThatThrownBy(() -> circle.text("{{> a}}", ITEM))
                .isInstanceOf(ItemFault.class)
                .hasMessageContaining("TEMPLATE")
                .hasMessageContaining("a > b > a");
    }

    @Test
    void stopsACircleThatOnlyValuesMake() {
        assertThatThrownBy(() ->
                        Rendering.with("hello", "{{> (lookup . \"which\")}}").text("{{> hello}}", ITEM))
                .hasMessageContaining("deeper than 100");
    }

    @Test
    void saysWhichPartialIsMeantWhenOneIsMisspelt() {
        assertThatThrownBy(() -> Rendering.with("hello", "x").text("가\n나 {{> helo}}", ITEM))
                .hasMessageContaining("test.prompt:2:3")
                .hasMessageContaining("did you mean 'hello'?");
        assertThatThrownBy(() -> Rendering.with().text("{{> helo}}", ITEM)).hasMessageContaining("_helo.prompt");
    }

    @Test
    void refusesAPartialThatIsBrokenItself() {
        assertThatThrownBy(() -> Rendering.with("p", "{{#if name}}").text("{{> p}}", ITEM))
                .hasMessageContaining("_p.prompt:1:1")
                .hasMessageContaining("never closed");
        assertThatThrownBy(() -> Rendering.with("p", "x\n{{jsn name}}").text("{{> p}}", ITEM))
                .hasMessageContaining("_p.prompt:2:1")
                .hasMessageContaining("did you mean 'json'?");
        assertThatThrownBy(() -> Rendering.with("p", "x").text("{{> p name name}}", ITEM))
                .hasMessageContaining("one unnamed argument");
    }
}
