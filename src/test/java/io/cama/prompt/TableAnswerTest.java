package io.cama.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.ItemFault;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.prompt.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class TableAnswerTest {
    private static final Path RESOURCES = Path.of("src/test/resources/prompt");

    private final AnswerReader reader = new AnswerReader();
    private final Prompt flashcards = new PromptFolder(RESOURCES).prompt("flashcards");
    private final String table;
    private final String header;
    private final String scene;
    private final String usage;

    TableAnswerTest() throws Exception {
        table = Files.readString(RESOURCES.resolve("flashcards.tsv"));
        List<String> lines = table.lines().toList();
        header = lines.get(0);
        scene = lines.get(1);
        usage = lines.get(2);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> rows(String text) {
        Answer answer = reader.read(flashcards, text);
        assertThat(answer.warnings()).isEmpty();
        return (List<Map<String, Object>>) Objects.requireNonNull(answer.value());
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
    void readsNineColumnsBelowAHeader() {
        Map<String, Object> first = new LinkedHashMap<>();
        first.put("position", 1);
        first.put("term", "눈");
        first.put("term_number", 1);
        first.put("tab_name", "Scene");
        first.put("primer", "버스 정류장에 서 있다.");
        first.put("front", "무엇이 내리나?");
        first.put("back", "눈이 내린다.");
        first.put("tags", "term:눈,pos:noun,card:Scene");
        first.put("honorific_level", "plain");

        assertThat(rows(table)).hasSize(2).startsWith(first);
        assertThat(rows(table).get(0).keySet()).containsExactlyElementsOf(first.keySet());
        assertThat(rows(table).get(1)).containsEntry("position", 2).containsEntry("honorific_level", null);
    }

    @Test
    void needsNoHeaderAndTakesItAnywhereAgain() {
        List<Map<String, Object>> expected = rows(table);

        assertThat(rows(scene + "\r\n" + usage)).isEqualTo(expected);
        assertThat(rows(header + "\n" + scene + "\n\n" + header.toUpperCase(java.util.Locale.ROOT) + "\n" + usage))
                .isEqualTo(expected);
        assertThat(rows("\uFEFF" + header.replace("\thonorific_level", "") + "\n" + scene + "\n" + usage))
                .isEqualTo(expected);
    }

    @Test
    void acceptsARowWithoutItsLastColumn() {
        assertThat(rows(scene + "\n" + usage.stripTrailing())).isEqualTo(rows(table));
    }

    @Test
    void toleratesAFence() {
        assertThat(rows("Here:\n```tsv\n" + table + "```\nDone.")).isEqualTo(rows(table));
        assertThat(rows("```\n" + table + "\n```")).isEqualTo(rows(table));
        assertThat(rows("```tsv\n" + table)).isEqualTo(rows(table));
    }

    @Test
    void skipsBadRowsAndSaysWhy() {
        String text = "카드입니다.\n" + header + "\n" + scene + "\n" + scene.replace("Scene\t", "Szene\t") + "\n"
                + scene.replace("1\t눈", "하나\t눈") + "\n" + scene + "\tmore\n" + usage + "\n";
        Answer answer = reader.read(flashcards, text);

        assertThat(answer.value()).isEqualTo(rows(table));
        assertThat(answer.warnings()).hasSize(4);
        assertThat(answer.warnings().get(0)).isEqualTo("row 1 was skipped: it has 1 columns instead of 9");
        assertThat(answer.warnings().get(1)).startsWith("row 3 was skipped: /tab_name: does not have a value");
        assertThat(answer.warnings().get(2)).isEqualTo("row 4 was skipped: /position: string found, integer expected");
        assertThat(answer.warnings().get(3)).isEqualTo("row 5 was skipped: it has 10 columns instead of 9");
    }

    @Test
    void refusesATableWithoutAValidRow() {
        refuses(flashcards, header, Reason.INVALID_TABLE, "it has no row at all");
        refuses(flashcards, "죄송합니다.", Reason.INVALID_TABLE, "row 1 was skipped: it has 1 columns instead of 9");
        refuses(flashcards, scene.replace("\tScene\t", "\tX\t"), Reason.INVALID_TABLE, "/tab_name");
    }

    @Test
    void acceptsAJsonArrayOfTheSameRows() {
        String json = new JsonWriter().write(rows(table), 2);

        assertThat(rows(json)).isEqualTo(rows(table));
        assertThat(rows("```json\n" + json + "\n```")).isEqualTo(rows(table));
        assertThat(reader.read(flashcards, json.replace("\n]", ",\n]")).warnings())
                .containsExactly("a trailing comma was removed");
        assertThat(rows(new JsonWriter().write(rows(table).get(0), 0)))
                .isEqualTo(rows(table).subList(0, 1));
    }

    @Test
    void skipsBadRowsOfAJsonArrayToo() {
        String json = new JsonWriter().write(List.of(rows(table).get(0), Map.of("position", 2), 3), 0);
        Answer answer = reader.read(flashcards, json);

        assertThat(answer.value()).isEqualTo(rows(table).subList(0, 1));
        assertThat(answer.warnings())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("row 2 was skipped: /: required property");
        refuses(flashcards, "[{\"position\": 1}, {", Reason.INVALID_TABLE, "the JSON cannot be read", "cut off");
    }

    @Test
    void givesCellsTheTypesOfTheSchema() {
        Prompt typed = PromptFile.parse("t.prompt", """
                ---
                output:
                  format: tsv
                  schema:
                    whole: integer
                    decimal: number
                    truth: boolean
                    text: string
                    spare?: integer
                    free?(enum): [a, b]
                ---
                """);

        assertThat(reader.read(
                                typed,
                                "7\t1.50\tTRUE\t007\t\t\n99999999999\t3\tfalse\t\t5\ta\n" + "9".repeat(20)
                                        + "\t1e3\tfalse\tx\t\tb")
                        .value())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .satisfiesExactly(
                        row -> assertThat(((Map<?, ?>) row).values().toArray())
                                .containsExactly(7, new BigDecimal("1.50"), true, "007", null, null),
                        row -> assertThat(((Map<?, ?>) row).values().toArray())
                                .containsExactly(99999999999L, 3, false, "", 5, "a"),
                        row -> assertThat(((Map<?, ?>) row).values().toArray())
                                .containsExactly(
                                        new BigInteger("9".repeat(20)), new BigDecimal("1e3"), false, "x", null, "b"));
        refuses(typed, "7\tx\tyes\t1\t\t", Reason.INVALID_TABLE, "/decimal: string found", "/truth: string found");
    }

    @Test
    void needsEveryColumnWhereTheLastMayNotBeEmpty() {
        Prompt two =
                PromptFile.parse("t.prompt", "---\noutput: { format: tsv, schema: { a: integer, b: string } }\n---\n");

        refuses(two, "1", Reason.INVALID_TABLE, "1 columns instead of 2");
        assertThat(reader.read(two, "1\tx").value()).isEqualTo(List.of(Map.of("a", 1, "b", "x")));
        refuses(two, "\tx", Reason.INVALID_TABLE, "required property 'a' not found");
    }

    @Test
    void readsOneColumn() {
        Prompt one = PromptFile.parse("t.prompt", "---\noutput: { format: tsv, schema: { word?: string } }\n---\n");

        assertThat(reader.read(one, "word\n물\n산").value()).isEqualTo(List.of(Map.of("word", "물"), Map.of("word", "산")));
    }

    @Test
    void checksTheTableAsAWholeWhereTheSchemaIsAnArray() {
        Prompt atLeastTwo = PromptFile.parse("t.prompt", """
                ---
                output:
                  format: tsv
                  schema:
                    type: array
                    minItems: 2
                    items: { type: object, properties: { a: { type: integer }, b: true }, required: [a] }
                ---
                """);

        assertThat(reader.read(atLeastTwo, "1\tx\n2").value())
                .isEqualTo(List.of(Map.of("a", 1, "b", "x"), Map.of("a", 2, "b", "")));
        refuses(atLeastTwo, "1\tx", Reason.SCHEMA_MISMATCH, "must have at least 2 items");
    }

    @Test
    void saysTwentyWarningsAndHowManyMore() {
        Answer answer = reader.read(flashcards, "x\n".repeat(30) + table);

        assertThat(answer.warnings()).hasSize(21).last().isEqualTo("and 10 more");
    }
}
