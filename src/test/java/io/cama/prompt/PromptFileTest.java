package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Finding;
import io.cama.model.Prompt;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFileTest {
    private static final String FULL = """
            ---
            name: nuance
            variant: formal
            description: Explains a word
            model: demo/any
            tools: [dictionary, clock]
            config:
              temperature: 0.7
              topK: 20
              stopSequences: [END]
            input:
              default: { type: unknown }
              schema: { term: string, type?: string }
            output:
              format: json
              schema:
                ipa: string
            metadata:
              owner: { team: cards }
            cama.fallbacks: [demo/other]
            cama.wait: 3
            mycorp.unit.level: 5
            colour: blue
            ---

            Explain {{term}}.

            """;

    @Test
    void readsEveryField() {
        Prompt prompt = PromptFile.parse("x.prompt", FULL);

        assertThat(prompt.name()).isEqualTo("nuance");
        assertThat(prompt.variant()).isEqualTo("formal");
        assertThat(prompt.model()).isEqualTo("demo/any");
        assertThat(prompt.tools()).containsExactly("dictionary", "clock");
        assertThat(prompt.config()).isEqualTo(Map.of("temperature", 0.7, "topK", 20, "stopSequences", List.of("END")));
        assertThat(prompt.inputDefault()).isEqualTo(Map.of("type", "unknown"));
        assertThat(prompt.inputSchema()).containsEntry("required", List.of("term"));
        assertThat(prompt.outputFormat()).isEqualTo("json");
        assertThat(prompt.outputSchema()).containsEntry("required", List.of("ipa"));
        assertThat(prompt.metadata()).isEqualTo(Map.of("owner", Map.of("team", "cards")));
        assertThat(prompt.template()).isEqualTo("Explain {{term}}.");
    }

    @Test
    void gathersDottedFieldsByTheirNameSpace() {
        assertThat(PromptFile.parse("x.prompt", FULL).ext())
                .isEqualTo(Map.of(
                        "cama",
                        Map.of("fallbacks", List.of("demo/other"), "wait", 3),
                        "mycorp.unit",
                        Map.of("level", 5)));
    }

    @Test
    void keepsUnknownFieldsAsWritten() {
        assertThat(PromptFile.parse("x.prompt", FULL).raw())
                .containsEntry("colour", "blue")
                .containsEntry("description", "Explains a word")
                .containsEntry("mycorp.unit.level", 5);
        assertThat(PromptFile.parse("x.prompt", FULL).raw().keySet())
                .startsWith("name", "variant", "description", "model")
                .endsWith("colour");
    }

    @Test
    void needsNoFrontMatter() {
        Prompt prompt = PromptFile.parse("hello.prompt", "\n Hello --- {{name}}\n");

        assertThat(prompt.template()).isEqualTo("\n Hello --- {{name}}\n");
        assertThat(prompt.name()).isEqualTo("hello");
        assertThat(prompt.model()).isNull();
        assertThat(prompt.inputSchema()).isNull();
        assertThat(prompt.outputFormat()).isNull();
        assertThat(prompt.tools()).isEmpty();
        assertThat(prompt.raw()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "card.prompt,card,-",
                "card.formal.prompt,card,formal",
                "a/b/card.prompt,card,-",
                "카드.한국.prompt,카드,한국",
                "card,card,-",
                "card.a.b.prompt,card,a.b"
            })
    void takesNameAndVariantFromTheFile(String file, String name, String variant) {
        Prompt prompt = PromptFile.parse(file, "x");

        assertThat(prompt.name()).isEqualTo(name);
        assertThat(prompt.variant()).isEqualTo(variant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\nmodel: m\n---\nbody",
                "---\r\nmodel: m\r\n---\r\nbody",
                "---\rmodel: m\r---\rbody",
                "\uFEFF---\nmodel: m\n---\nbody",
                "---  \nmodel: m\n--- \t\n\n  body\n\n",
                "# Copyright 2026\n# Apache-2.0\n\n  \n---\nmodel: m\n---\nbody",
                "\r\n# Copyright\r\n\r\n---\r\nmodel: m\r\n---\r\nbody\r\n"
            })
    void findsFrontMatterHoweverItIsWritten(String source) {
        Prompt prompt = PromptFile.parse("x.prompt", source);

        assertThat(prompt.model()).isEqualTo("m");
        assertThat(prompt.template()).isEqualTo("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\n---\nbody", "---\n\n---\nbody", "---\n# nothing\n---\nbody"})
    void takesEmptyFrontMatterForNone(String source) {
        assertThat(PromptFile.parse("x.prompt", source).template()).isEqualTo("body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Title\ntext",
                "a\n---\nmodel: m\n---\nb",
                "---\njust a rule above",
                "",
                "\n\n",
                "--- x\na: b\n---\n"
            })
    void takesOtherTextForTemplate(String source) {
        assertThat(PromptFile.parse("x.prompt", source).template()).isEqualTo(source);
    }

    @Test
    void letsTheTemplateHoldLinesOfDashes() {
        assertThat(PromptFile.parse("x.prompt", "---\nmodel: m\n---\na\n---\nb").template())
                .isEqualTo("a\n---\nb");
        assertThat(PromptFile.parse("x.prompt", "---\nmodel: m\n---").template())
                .isEmpty();
    }

    @Test
    void readsYamlOneTwo() {
        Prompt prompt = PromptFile.parse("x.prompt", """
                ---
                config: { a: no, b: on, c: 010, d: 0x1F, e: 0o17, f: 2026-01-01, g: 1e3, h: ~, i: 12345678901, j: 123456789012345678901, k: "1", l: True }
                input: { schema: { name?: string } }
                ---
                """);

        assertThat(prompt.config())
                .containsEntry("a", "no")
                .containsEntry("b", "on")
                .containsEntry("c", 10)
                .containsEntry("d", 31)
                .containsEntry("e", 15)
                .containsEntry("f", "2026-01-01")
                .containsEntry("g", 1000.0)
                .containsEntry("h", null)
                .containsEntry("i", 12345678901L)
                .containsEntry("j", new BigInteger("123456789012345678901"))
                .containsEntry("k", "1")
                .containsEntry("l", true);
    }

    @Test
    void followsAnchors() {
        assertThat(PromptFile.parse("x.prompt", "---\nmine.a: &one { b: 1 }\nmine.c: *one\n---\n")
                        .ext())
                .isEqualTo(Map.of("mine", Map.of("a", Map.of("b", 1), "c", Map.of("b", 1))));
    }

    @Test
    void acceptsJsonSchemaAsItIs() {
        Prompt prompt = PromptFile.parse("x.prompt", """
                ---
                output:
                  schema:
                    type: object
                    properties: { size: { type: [integer, "null"], minimum: 0 } }
                ---
                """);

        assertThat(prompt.outputSchema())
                .isEqualTo(Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("size", Map.of("type", Arrays.asList("integer", "null"), "minimum", 0))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "---\\nmodel: m\\nbody=>1=>is opened here and never closed",
                "---\\n# c\\n\\ncama.x:\\n  y: 1=>1=>add a line --- below its last field",
                "# l\\n---\\nmodel: m\\n bad: x\\n---\\n=>4=>no valid YAML",
                "---\\nmodel: [a\\n---\\n=>3=>no valid YAML",
                "---\\n- a\\n---\\n=>2=>not a list of fields",
                "---\\nmodel: m\\nmodel: n\\n---\\n=>3=>the key 'model' stands here twice",
                "---\\nconfig: {? [a] : b}\\n---\\n=>2=>a key is a map or a list",
                "---\\nconfig: { a: !!java.io.File x }\\n---\\n=>2=>which is not read",
                "---\\nconfig: { a: .inf }\\n---\\n=>2=>is no number",
                "---\\nmodel: { a: b }\\n---\\n=>2=>the field 'model' is no text",
                "---\\nname: x\\ntools: dictionary\\n---\\n=>3=>tools is no list of names",
                "---\\ntools: [1]\\n---\\n=>2=>write  tools: [name, name]",
                "---\\nconfig: 1\\n---\\n=>2=>the field 'config' holds no fields",
                "---\\ninput:\\n  default: 1\\n---\\n=>3=>the field 'input.default' holds no fields",
                "---\\noutput:\\n  format: jsno\\n---\\n=>3=>the formats are json, text, tsv; did you mean json?",
                "---\\noutput: { format: xml }\\n---\\n=>2=>the output format 'xml' is unknown",
                "---\\noutput: { format: tsv }\\n---\\n=>2=>needs an output schema that names the columns",
                "---\\ninput:\\n  schema: string\\n---\\n=>3=>the input schema describes no object",
                "---\\ninput:\\n  schema:\\n    a: string\\n    b: strng\\n---\\n=>5=>the type 'strng' is unknown",
                "---\\noutput:\\n  schema:\\n    type: object\\n    properties:\\n      a: { type: strng }\\n---\\n=>6=>this is no JSON Schema",
                "---\\noutput:\\n  schema:\\n    type: object\\n    $ref: http://127.0.0.1:1/x.json\\n---\\n=>3=>remote schemas are not read",
                "---\\na: &x [b]\\nb: &y [*x]\\nc: &z [*z]\\n---\\n=>4=>refers to itself"
            })
    void saysWhatIsWrongAndInWhichLine(String source, int line, String message) {
        assertThatThrownBy(() -> PromptFile.parse("jobs/a/x.prompt", source.replace("\\n", "\n")))
                .asInstanceOf(InstanceOfAssertFactories.type(PromptSyntaxException.class))
                .satisfies(e -> {
                    assertThat(e.finding().file()).isEqualTo("jobs/a/x.prompt");
                    assertThat(e.finding().severity()).isEqualTo(Finding.Severity.ERROR);
                    assertThat(e.finding().toString()).contains(message);
                    assertThat(e.finding().line()).isEqualTo(line);
                });
    }

    @Test
    void boundsWhatAliasesAndNestingMayDo() {
        StringBuilder laughs = new StringBuilder("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("a").append(i).append(": &a").append(i).append(" [");
            laughs.append(("*a" + (i - 1) + ", ").repeat(5)).append("]\n");
        }
        assertThatThrownBy(() -> PromptFile.parse("x.prompt", laughs + "---\n")).hasMessageContaining("too large");
        String many = "---\na: &a [x]\nb: [" + "*a, ".repeat(60) + "]\n---\n";
        assertThatThrownBy(() -> PromptFile.parse("x.prompt", many)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> PromptFile.parse("x.prompt", "---\na: " + "[".repeat(60) + "]".repeat(60) + "\n---\n"))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> PromptFile.parse("x.prompt", "---\na: " + "[".repeat(10_000) + "\n---\n"))
                .isInstanceOf(PromptSyntaxException.class);
        assertThatThrownBy(() -> PromptFile.parse("x.prompt", "---\na: " + "x".repeat(1 << 20) + "\n---\n"))
                .hasMessageContaining("larger than a million");
    }
}
