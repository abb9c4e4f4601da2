package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MendedAnswerTest {
    private static final Prompt ANY = PromptFile.parse("any.prompt", "---\noutput: { format: json }\n---\n");
    private static final Prompt LIST = PromptFile.parse("list.prompt", """
            ---
            output:
              schema:
                type: array
                minItems: 2
                items: { type: object, required: [front], properties: { front: { type: string } } }
            ---
            """);
    private static final Prompt DECK = PromptFile.parse("deck.prompt", """
            ---
            output:
              schema: { title: string, "cards(array)": { front: string, back?: string }, "tags?(array)": string }
            ---
            """);

    private final AnswerReader reader = new AnswerReader();

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{\"a\": 1 \"b\": 2}=>{\"a\": 1, \"b\": 2}",
                "{\"a\": true\t\"b\": null  \"c\": 1}=>{\"a\": true, \"b\": null, \"c\": 1}",
                "{\"a\": {\"x\": []}\"b\": []}=>{\"a\": {\"x\": []}, \"b\": []}",
                "[{\"a\": 1} {\"a\": 2}{\"a\": 3}]=>[{\"a\": 1}, {\"a\": 2}, {\"a\": 3}]",
                "[[1] [2]]=>[[1], [2]]",
                "Sure: {\"a\": 1 \"b\": [2, ]} is it.=>{\"a\": 1, \"b\": [2]}"
            })
    void aCommaIsAddedWhereItCanStandOnlyThere(String text, String meant) {
        Answer answer = reader.read(ANY, text);

        assertThat(answer.value()).isEqualTo(reader.read(ANY, meant).value());
        assertThat(answer.warnings()).isNotEmpty();
    }

    @Test
    void betweenStringsACommaIsAddedAcrossALineBreakOnly() {
        assertThat(reader.read(ANY, "{\"a\": \"x\"\n \"b\": [\"y\"\r\n\"z\"]}").value())
                .isEqualTo(Map.of("a", "x", "b", List.of("y", "z")));
        refuses(ANY, "{\"a\": \"x\" \"b\": 1}", Reason.INVALID_JSON);
        refuses(ANY, "[\"y\" \"z\"]", Reason.INVALID_JSON);
    }

    @Test
    void whatWasMendedIsCounted() {
        assertThat(reader.read(ANY, "{\"a\": 1 \"b\": [1,],}").warnings())
                .containsExactly("2 trailing commas were removed", "a missing comma was added");
        assertThat(reader.read(ANY, "[{} {} {}]").warnings()).containsExactly("2 missing commas were added");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1 2]",
                "[1 \"a\"]",
                "[{} \"a\"]",
                "[\"a\" {}]",
                "{\"a\": \"he said \"no\": never\"}",
                "{\"a\": \"is \"\": \"\", \"g\": 1}",
                "{\"a\": 1\"b\": 2}",
                "{\"a\" \"b\"}",
                "{'a': 1}",
                "{\"a\": NaN}",
                "{\"a\": 1 /* one */}",
                "{\"a\": 1 \"b\": 2",
                "[{\"a\": 1} {\"a\": 2}"
            })
    void whatIsNotPlainIsNotMended(String text) {
        refuses(ANY, text, Reason.INVALID_JSON);
    }

    @Test
    void commasInsideStringsStay() {
        assertThat(reader.read(ANY, "{\"a\": \",} \\\" ]\" , \"b\": 1,}").value())
                .isEqualTo(Map.of("a", ",} \" ]", "b", 1));
    }

    @Test
    void ofAListTheValidRecordsAreKeptAndTheOthersCounted() {
        Answer answer = reader.read(LIST, "[{\"front\": \"a\"}, {\"back\": \"b\"}, {\"front\": \"c\"}, 7]");

        assertThat(answer.value()).isEqualTo(List.of(Map.of("front", "a"), Map.of("front", "c")));
        assertThat(answer.warnings()).first().asString().isEqualTo("2 of 4 records were left out");
        assertThat(answer.warnings()).anySatisfy(warning -> assertThat(warning).startsWith("/1: required property"));
        assertThat(answer.warnings()).anySatisfy(warning -> assertThat(warning).startsWith("/3: integer found"));
    }

    @Test
    void whereTooFewRecordsAreLeftTheAnswerIsRefused() {
        refuses(LIST, "[{\"front\": \"a\"}, {\"front\": 1}]", Reason.SCHEMA_MISMATCH);
        refuses(DECK, "{\"title\": \"t\", \"cards\": [{\"front\": 1}]}", Reason.SCHEMA_MISMATCH);
    }

    @Test
    void theOneListOfRecordsOfAnObjectIsKeptWithTheRestOfTheObject() {
        Answer answer = reader.read(
                DECK, "{\"title\": \"t\", \"cards\": [{\"front\": \"a\"}, {\"front\": null}], \"tags\": [\"x\"],}");

        assertThat(answer.value())
                .isEqualTo(Map.of("title", "t", "cards", List.of(Map.of("front", "a")), "tags", List.of("x")));
        assertThat(answer.warnings()).contains("a trailing comma was removed", "1 of 2 records was left out");
    }

    @Test
    void nothingIsSalvagedWhereSomethingElseIsWrongToo() {
        refuses(DECK, "{\"title\": 1, \"cards\": [{\"front\": \"a\"}, {\"front\": 2}]}", Reason.SCHEMA_MISMATCH);
        refuses(DECK, "{\"title\": \"t\", \"cards\": {\"front\": 2}}", Reason.SCHEMA_MISMATCH);
        refuses(DECK, "[{\"front\": \"a\"}]", Reason.SCHEMA_MISMATCH);
    }

    @Test
    void nothingIsSalvagedWhereItIsNotPlainWhichListIsMeant() {
        Prompt two = PromptFile.parse("two.prompt", """
                ---
                output: { schema: { "a(array)": { x: integer }, "b(array)": { x: integer } } }
                ---
                """);
        Prompt open =
                PromptFile.parse("o.prompt", "---\noutput: { schema: { type: object, minProperties: 1 } }\n---\n");

        refuses(two, "{\"a\": [{\"x\": 1}, {\"x\": \"\"}], \"b\": []}", Reason.SCHEMA_MISMATCH);
        refuses(open, "{}", Reason.SCHEMA_MISMATCH);
    }

    @Test
    void aListOfPlainValuesIsNoListOfRecords() {
        Prompt words = PromptFile.parse("w.prompt", """
                ---
                output:
                  schema:
                    type: array
                    items: { $ref: "#/$defs/word" }
                    $defs: { word: { type: string } }
                ---
                """);

        refuses(words, "[\"a\", 1]", Reason.SCHEMA_MISMATCH);
    }

    private void refuses(Prompt prompt, String text, Reason reason) {
        assertThatThrownBy(() -> reader.read(prompt, text))
                .as(text)
                .isInstanceOfSatisfying(
                        ItemFault.class,
                        fault -> assertThat(fault.failure().reason()).isEqualTo(reason));
    }
}
