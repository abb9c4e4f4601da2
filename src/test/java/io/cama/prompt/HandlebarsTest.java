package io.cama.prompt;

import static io.cama.prompt.Rendering.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlebarsTest {
    private static final Map<String, Object> ITEM = item();

    private static Map<String, Object> item() {
        Map<String, Object> hanja = new LinkedHashMap<>();
        hanja.put("글자", "水");
        hanja.put("뜻", "물");
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("term", "물");
        item.put("단어", "바다");
        item.put("list", List.of("강", "산"));
        item.put("hanja", hanja);
        item.put("words", List.of(Map.of("w", "하나"), Map.of("w", "둘")));
        item.put("yes", true);
        item.put("no", false);
        item.put("zero", 0);
        item.put("half", 0.5);
        item.put("blank", "");
        item.put("none", List.of());
        item.put("nothing", null);
        return item;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{{term}} and {{hanja.글자}}=>물 and 水",
                "{{단어}}/{{list.0}}/{{list.[1]}}/{{list.length}}/{{term.length}}=>바다/강/산/2/1",
                "{{{term}}} {{&term}} {{this.term}} {{./term}} {{@root.term}}=>물 물 물 물 물",
                "[{{missing}}{{missing.deeper}}{{term.deeper}}{{nothing}}{{list.7}}{{list.x}}]=>[]",
                "{{yes}} {{no}} {{zero}} {{half}}=>true false 0 0.5",
                "{{[단어]}} {{hanja.[뜻]}} {{hanja/뜻}} {{\"term\"}}=>바다 물 물 물",
                "\\{{term}} is {{term}}=>{{term}} is 물",
                "\\\\{{term}}=>\\물",
                "\\{{a}} \\{{b}} c=>{{a}} {{b}} c",
                "a{{! note }}b{{!-- {{term}} --}}c{{!-- x --~}} d=>abcd",
                "a {{~term~}} b {{~! gone ~}} c=>a물bc",
                "${term} #{term} {term} %7B=>${term} #{term} {term} %7B",
                "{{#if yes}}1{{else}}2{{/if}}{{#if no}}1{{else}}2{{/if}}=>12",
                "{{#if zero}}1{{^}}2{{/if}}{{#if zero includeZero=true}}1{{/if}}{{#if half}}1{{/if}}=>211",
                "{{#if blank}}1{{else}}2{{/if}}{{#if none}}1{{else}}2{{/if}}{{#if hanja}}1{{/if}}=>221",
                "{{#if no}}1{{else if zero}}2{{else if yes}}3{{else}}4{{/if}}=>3",
                "{{#if no}}1{{else unless no}}2{{else}}3{{/if}}=>2",
                "{{#unless no}}a{{/unless}}{{#unless yes}}b{{else}}c{{/unless}}=>ac",
                "{{#each list}}{{@index}}{{@key}}{{@first}}{{@last}}{{this}};{{/each}}=>00truefalse강;11falsetrue산;",
                "{{#each hanja}}{{@key}}={{this}}@{{@index}}{{#unless @last}},{{/unless}}{{/each}}=>글자=水@0,뜻=물@1",
                "{{#each words}}{{w}}{{../term}}{{term}}{{@root.단어}} {{/each}}=>하나물바다 둘물바다",
                "{{#each none}}x{{else}}empty{{/each}}{{#each missing}}x{{else}}absent{{/each}}=>emptyabsent",
                "{{#each list as |word i|}}{{i}}{{word}}{{../term}}{{/each}}=>0강물1산물",
                "{{#each list}}{{#each ../words}}{{@../index}}{{@index}} {{/each}}{{/each}}=>00 01 10 11",
                "{{#with hanja}}{{뜻}}{{../term}}{{/with}}{{#with missing}}x{{else}}y{{/with}}{{#with zero}}z{{/with}}=>물물yz",
                "{{#with hanja as |h|}}{{h.뜻}}{{/with}}=>물",
                "{{#term}}t{{/term}}{{#list}}{{this}}{{/list}}{{#yes}}{{term}}{{/yes}}{{#hanja}}{{뜻}}{{/hanja}}=>t강산물물",
                "{{#no}}1{{else}}2{{/no}}{{^no}}3{{/no}}{{^yes}}4{{else}}5{{/yes}}{{#none}}6{{else}}7{{/none}}=>2357",
                "{{lookup hanja \"뜻\"}}{{lookup list 1}}{{lookup list half}}{{#if (lookup hanja \"뜻\")}}!{{/if}}=>물산!",
                "{{#ifEquals term \"물\"}}same{{else}}other{{/ifEquals}}{{#ifEquals zero \"0\"}}1{{else}}2{{/ifEquals}}=>same2",
                "{{#unlessEquals zero 0.0}}1{{else}}2{{/unlessEquals}}{{#unlessEquals term 1}}3{{/unlessEquals}}=>23",
                "{{#ifEquals yes true}}1{{/ifEquals}}{{#ifEquals nothing null}}2{{/ifEquals}}{{#ifEquals half 0.5}}3{{/ifEquals}}=>123",
                "{{#ifEquals 'it''s' \"it's\"}}{{/ifEquals}}{{log term}}=>``",
                "{{#if yes}}{{#if no}}a{{else}}b{{/if}}{{/if}}{{elsewhere}}=>b"
            })
    void rendersTheLanguage(String source, String expected) {
        assertThat(render(source.replace("''", "\\'"), ITEM).strip())
                .isEqualTo(expected == null ? "" : expected.strip());
    }

    @Test
    void takesTheWholeLineOfATagThatStandsAlone() {
        assertThat(render("a\n  {{#if yes}}\n  b\n  {{else}}\n  c\n  {{/if}}\nd\n", ITEM))
                .isEqualTo("a\n  b\nd\n");
        assertThat(render("{{#each list}}\n- {{this}}\n{{/each}}\nend", ITEM)).isEqualTo("- 강\n- 산\nend");
        assertThat(render("a\n{{! note }}\nb", ITEM)).isEqualTo("a\nb");
        assertThat(render("a\n{{#if no}}\nb\n{{else if yes}}\nc\n{{/if}}\nd", ITEM))
                .isEqualTo("a\nc\nd");
    }

    @Test
    void leavesTheLineOfATagThatSharesIt() {
        assertThat(render("x{{#if yes}}\nb\n{{/if}}y\n", ITEM)).isEqualTo("x\nb\ny\n");
        assertThat(render("{{#if yes}}{{#each list}}\n- {{this}}\n{{/each}}{{/if}}", ITEM))
                .isEqualTo("\n- 강\n\n- 산\n");
        assertThat(render("{{term}}\n{{단어}}\n", ITEM)).isEqualTo("물\n바다\n");
    }

    @Test
    void stripsWhiteSpaceInsideBlocksWhereTildesSaySo() {
        assertThat(render("[ {{~#if yes~}} a {{~else~}} b {{~/if~}} ]", ITEM)).isEqualTo("[a]");
        assertThat(render("[ {{~^if yes~}} a {{~else~}} b {{~/if~}} ]", ITEM)).isEqualTo("[b]");
        assertThat(render("{{#if no}} a {{else if yes ~}} b {{~/if}}|", ITEM)).isEqualTo("b|");
    }

    @Test
    void keepsWindowsLineEnds() {
        assertThat(render("a\r\n{{#if yes}}\r\nb\r\n{{/if}}\r\nc", ITEM)).isEqualTo("a\r\nb\r\nc");
    }

    @Test
    void escapesNothingForHtml() {
        assertThat(render("{{x}}", Map.of("x", "<b>\"A\" & 'B'</b>"))).isEqualTo("<b>\"A\" & 'B'</b>");
    }

    @Test
    void printsNumbersAsTheyAreMeant() {
        Map<String, Object> numbers = new HashMap<>();
        numbers.put(
                "n",
                Arrays.asList(1, 10_000_000_000L, 2.0, 1e-3, new BigDecimal("1.50"), new BigDecimal("1e30"), null));
        assertThat(render("{{#each n}}{{this}} {{/each}}", numbers)).isEqualTo("1 10000000000 2 0.001 1.5 1e+30  ");
        assertThat(render("{{x}}", Map.of("x", Double.NaN))).isEqualTo("NaN");
        assertThat(render("{{n}}", numbers)).isEqualTo("1,10000000000,2,0.001,1.5,1e+30,");
    }

    @Test
    void printsAMapAsJson() {
        assertThat(render("{{hanja}}", ITEM)).isEqualTo("{\"글자\":\"水\",\"뜻\":\"물\"}");
    }

    @Test
    void writesJsonOnOneLineOrIndented() {
        assertThat(render("{{json hanja}} {{json list}} {{json term}} {{json missing}}", ITEM))
                .isEqualTo("{\"글자\":\"水\",\"뜻\":\"물\"} [\"강\",\"산\"] \"물\" null");
        assertThat(render("{{json this indent=2}}", Map.of("a", List.of(1, Map.of()))))
                .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
        assertThat(render("{{json x indent=4}}", Map.of("x", Map.of("k", List.of()))))
                .isEqualTo("{\n    \"k\": []\n}");
    }

    @Test
    void findsContextValuesInsideLoopsToo() {
        Map<String, Object> context = Map.of("auth", Map.of("email", "a@b.kr"), "state", Map.of("count", 0));
        String source = "{{@auth.email}} {{#each list}}{{@state.count}}{{@index}}{{@state.status}}{{/each}}{{@nope}}";

        assertThat(Rendering.with()
                        .of(source, ITEM, context, List.of())
                        .messages()
                        .get(0)
                        .text())
                .isEqualTo("a@b.kr 0001");
    }

    @Test
    void tellsTheTemplateAboutThePromptItself() {
        assertThat(render("---\nmodel: demo/any\n---\n{{@metadata.prompt.model}}", ITEM))
                .isEqualTo("demo/any");
    }

    @Test
    void takesAnEqualElementForTheSameLevelAsTheReferenceDoes() {
        assertThat(render(
                        "{{#each a}}{{#each ../b}}{{this}}{{/each}}{{/each}}",
                        Map.of("a", List.of(1), "b", List.of(2, 3))))
                .isEqualTo("23");
    }
}
