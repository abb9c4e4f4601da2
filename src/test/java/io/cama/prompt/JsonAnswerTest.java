package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerTest {
    private static final Path RESOURCES = Path.of("src/test/resources/prompt");
    private static final Prompt ANY = PromptFile.parse("any.prompt", "---\noutput: { format: json }\n---\n");
    private static final Prompt CARD =
            PromptFile.parse("card.prompt", "---\noutput: { schema: { front: string, size?: integer } }\n---\n");

    private final AnswerReader reader = new AnswerReader();
    private final Prompt nuance = new PromptFolder(RESOURCES).prompt("nuance");
    private final String reply;

    JsonAnswerTest() throws Exception {
        reply = Files.readString(RESOURCES.resolve("nuance.json"));
    }

    private void refuses(Prompt prompt, String text, Reason reason, String... messages) {
        assertThatThrownBy(() -> reader.read(prompt, text))
                .asInstanceOf(InstanceOfAssertFactories.type(ItemFault.class))
                .satisfies(fault -> {
                    assertThat(fault.failure().reason()).isEqualTo(reason);
                    assertThat(fault.failure().message()).contains(messages);
                });
    }

    @Test
    void readsAWholeReplyWithAllItsFieldsInOrder() {
        Answer answer = reader.read(nuance, reply);

        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.value())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("term", "눈")
                .containsEntry("term_number", 1)
                .containsEntry("usage_context", null)
                .containsEntry("comparison", Map.of("vs", "비", "nuance", "비 falls and is gone; 눈 stays."))
                .containsEntry("korean_keywords", List.of("눈", "겨울", "하얗다"));
        assertThat(String.valueOf(answer.value()))
                .startsWith("{term_number=1, term=눈, ipa=[nun], pos=noun, primary_meaning");
    }

    @Test
    void readsAReplyInAFenceWithProseAround() {
        Object plain = reader.read(nuance, reply).value();

        assertThat(reader.read(nuance, "Here you are:\n```json\n" + reply + "```\nDone {really}.")
                        .value())
                .isEqualTo(plain);
        assertThat(reader.read(nuance, "```\r\n" + reply + "\r\n```").value()).isEqualTo(plain);
        assertThat(reader.read(nuance, "```python\nx = {}\n```\n```JSON\n" + reply + "\n```")
                        .value())
                .isEqualTo(plain);
    }

    @Test
    void findsTheFirstBalancedValueInProse() {
        Object plain = reader.read(nuance, reply).value();

        assertThat(reader.read(nuance, "Note [1]: use {braces}, \"quotes\" and [x].\n" + reply + "\nSo {\"it\": 1} is.")
                        .value())
                .isEqualTo(plain);
        assertThat(reader.read(ANY, "Sure: [1, {\"a\": \"}]\\\"\"}] ok").value())
                .isEqualTo(List.of(1, Map.of("a", "}]\"")));
    }

    @Test
    void refusesAReplyThatMissesAField() {
        refuses(
                nuance,
                reply.replace("\"ipa\": \"[nun]\",", ""),
                Reason.SCHEMA_MISMATCH,
                "required property 'ipa' not found");
    }

    @Test
    void refusesAWordClassThereIsNot() {
        refuses(
                nuance,
                reply.replace("\"noun\"", "\"nomen\""),
                Reason.SCHEMA_MISMATCH,
                "/pos: does not have a value in the enumeration");
    }

    @Test
    void acceptsNullWhereTheSchemaDoes() {
        String bare = reply.replaceAll("(?s)\"comparison\": \\{.*?\\},", "\"comparison\": null,")
                .replaceAll("(?s)\"homonyms\": \\[.*?\\],", "\"homonyms\": null,");

        assertThat(reader.read(nuance, bare).value())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("comparison", null)
                .containsEntry("homonyms", null);
        refuses(
                nuance,
                reply.replace("\"vs\": \"비\", ", ""),
                Reason.SCHEMA_MISMATCH,
                "/comparison: required property 'vs'");
    }

    @Test
    void mendsATrailingCommaAndSaysSo() {
        Answer answer = reader.read(nuance, reply.replace("\"하얗다\"]", "\"하얗다\", ],"));

        assertThat(answer.value()).isEqualTo(reader.read(nuance, reply).value());
        assertThat(answer.warnings()).containsExactly("2 trailing commas were removed");
        assertThat(reader.read(ANY, "{\"a\": \",}\", }").value()).isEqualTo(Map.of("a", ",}"));
    }

    @Test
    void namesFiveViolationsAtMost() {
        assertThatThrownBy(() -> reader.read(nuance, "{}"))
                .isInstanceOf(ItemFault.class)
                .satisfies(e ->
                        assertThat(String.valueOf(e.getMessage()).split(";")).hasSize(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"front\": \"a\"",
                "{\"front\": \"a\", \"x\": {\"front\": \"b\"}",
                "text {\"front\": \"a",
                "```json\n{\"front\": \"a\"",
                "{\"x\": [1, 2",
                "{\"front\": \"a]}"
            })
    void neverClosesWhatIsCutOff(String text) {
        refuses(CARD, text, Reason.INVALID_JSON, "cut off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{\"front\": \"a\", \"front\": \"b\"}=>Duplicate field 'front'",
                "{\"front\": NaN}=>Non-standard token 'NaN'",
                "{\"front\": -Infinity}=>is no JSON",
                "{'front': 1}=>is no JSON",
                "{\"front\": 01}=>Leading zeroes",
                "{\"front\": \"a\"} {\"front\": \"b\"}=>ok",
                "{\"front\": \"a\\x\"}=>Unrecognized character escape",
                "{\"a\" 1}=>colon",
                "[1 2]=>is no JSON",
                "I cannot do that.=>Unrecognized token 'I'",
                "{\"size\": 1e999999999}=>is out of range",
                "{\"size\": 1e-999999999}=>is out of range",
                "{\"size\": 1e99999999999}=>is no JSON",
                "{]=>is no JSON"
            })
    void refusesWhatIsNoStrictJson(String text, String message) {
        if (message.equals("ok")) {
            assertThat(reader.read(CARD, text).value()).isEqualTo(Map.of("front", "a"));
        } else {
            refuses(CARD, text, Reason.INVALID_JSON, message);
        }
    }

    @Test
    void takesSchemasThatReferToThemselvesAndNameTheirDraft() {
        Prompt tree = PromptFile.parse("tree.prompt", """
                ---
                output:
                  schema:
                    $schema: http://json-schema.org/draft-07/schema#
                    type: object
                    required: [word]
                    properties:
                      word: { type: string }
                      next: { $ref: "#/definitions/more" }
                    definitions:
                      more: { type: array, items: { $ref: "#" } }
                ---
                """);

        assertThat(reader.read(tree, "{\"word\":\"물\",\"next\":[{\"word\":\"강\"}]}")
                        .warnings())
                .isEmpty();
        refuses(tree, "{\"word\":\"물\",\"next\":[{}]}", Reason.SCHEMA_MISMATCH, "/next/0: required property 'word'");
    }

    @Test
    void cutsViolationsShort() {
        Prompt choice = PromptFile.parse(
                "c.prompt", "---\noutput: { schema: { a(enum): [" + "word, ".repeat(99) + "z] } }\n---\n");

        assertThatThrownBy(() -> reader.read(choice, "{\"a\": 1}"))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()))
                        .hasSizeLessThan(200)
                        .endsWith("…"));
    }

    @Test
    void boundsDepthAndDigits() {
        assertThat(reader.read(ANY, "[".repeat(200) + "]".repeat(200)).value()).isInstanceOf(List.class);
        refuses(ANY, "[".repeat(201) + "]".repeat(201), Reason.INVALID_JSON, "nesting depth");
        refuses(ANY, "{\"a\":" + "9".repeat(1_001) + "}", Reason.INVALID_JSON, "is no JSON");
        refuses(ANY, "[\"".repeat(100_000), Reason.INVALID_JSON, "is no JSON");
        refuses(ANY, "{\"a\" }".repeat(1_000), Reason.INVALID_JSON, "is no JSON");
    }

    @Test
    void keepsNumbersExact() {
        assertThat(reader.read(ANY, "[1, -0, 12345678901, 123456789012345678901234567890, 0.1, 1.10, 1E2]")
                        .value())
                .isEqualTo(List.of(
                        1,
                        0,
                        12345678901L,
                        new BigInteger("123456789012345678901234567890"),
                        new BigDecimal("0.1"),
                        new BigDecimal("1.10"),
                        new BigDecimal("1E+2")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {"42=>42", "\"a\"=>a", "true=>true", " false =>false"})
    void takesPlainValuesToo(String text, String value) {
        assertThat(String.valueOf(reader.read(ANY, text).value())).isEqualTo(value);
        assertThat(reader.read(ANY, "null").value()).isNull();
    }

    @Test
    void looksForAnArrayWhereTheSchemaSaysSo() {
        Prompt list = PromptFile.parse(
                "l.prompt", "---\noutput:\n  schema: { type: array, items: { type: integer } }\n---\n");

        assertThat(reader.read(list, "{\"note\": 1} gives [1, 2]").value()).isEqualTo(List.of(1, 2));
        refuses(list, "[1, \"b\"]", Reason.SCHEMA_MISMATCH, "/1: string found, integer expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t ", "\uFEFF"})
    void refusesAnEmptyReply(String text) {
        refuses(ANY, text, Reason.EMPTY_OUTPUT, "is empty");
        refuses(PromptFile.parse("t.prompt", "x"), text, Reason.EMPTY_OUTPUT, "prompt 't'");
    }

    @Test
    void givesPlainTextWithoutTheWhiteSpaceAround() {
        assertThat(reader.read(PromptFile.parse("t.prompt", "x"), "\n 안녕 {\"a\":1} \n")
                        .value())
                .isEqualTo("안녕 {\"a\":1}");
        assertThat(reader.read(PromptFile.parse("t.prompt", "---\noutput: { format: text }\n---\n"), "\uFEFF네\n")
                        .value())
                .isEqualTo("네");
    }

    @Test
    void givesUpOnEndlessCandidates() {
        refuses(CARD, "{\"front\" 1} ".repeat(100) + "{\"front\": \"a\"}", Reason.INVALID_JSON, "is no JSON");
    }
}
