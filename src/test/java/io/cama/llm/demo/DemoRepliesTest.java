package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cama.llm.tokens.Tokens;
import io.cama.model.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRepliesTest {
    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "properties",
            Map.of("meaning", Map.of("type", "string")),
            "required",
            List.of("meaning"));

    private static DemoEndpoint endpoint;
    private static DemoCaller caller;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Path replies = Files.writeString(folder.resolve("replies.jsonl"), """
                \uFEFF{"when":{"term":"사과","type":"noun"},"reply":{"meaning":"apple", "n":1}}

                {"when":{"term":"사과","type":"noun"},"with":["stage1_result"],"reply":"a\\tb\\nc"}
                {"when":{"term":"배"},"reply":"first"}
                {"when":{"term":"배"},"reply":"second"}
                {"when":{"word.text":"눈","word.level":3},"reply":"dotted"}
                {"when":{"list.0":"x"},"reply":"in a list"}
                {"with":["special"],"reply":"special"}
                """);
        endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(null, List.of(replies), Duration.ZERO));
        caller = new DemoCaller(endpoint);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void aHandWrittenReplyIsFoundByTheItemsValues() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("Explain:\n{\"term\":\"사과\",\"type\":\"noun\"}\nThank you.")))
                .isEqualTo("{\"meaning\":\"apple\",\"n\":1}");
    }

    @Test
    void theReplyWithMostConditionsWins() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("{\"term\":\"사과\",\"type\":\"noun\",\"stage1_result\":{\"x\":1}}")))
                .isEqualTo("a\tb\nc");
    }

    @Test
    void anAnswerThatIsNullCountsAsNotThere() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("{\"term\":\"사과\",\"type\":\"noun\",\"stage1_result\":null}")))
                .contains("apple");
    }

    @Test
    void ofEqualRepliesTheFirstWins() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("{\"term\":\"배\"}"))).isEqualTo("first");
    }

    @Test
    void conditionsReachIntoTheItemAndCompareAsText() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("{\"word\":{\"text\":\"눈\",\"level\":\"3\"}}")))
                .isEqualTo("dotted");
        assertThat(DemoCaller.answer(caller.ask("{\"list\":[\"x\",\"y\"]}"))).isEqualTo("in a list");
        assertThat(DemoCaller.answer(caller.ask("{\"special\":1}"))).isEqualTo("special");
    }

    @Test
    void anExampleBeforeTheItemDoesNotHideIt() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("Like {\"term\":\"물\"} -> {…}. Now: {\"term\":\"배\"}")))
                .isEqualTo("first");
    }

    @Test
    void otherItemsGetAValueThatFitsTheSchemaAndSaysDemo() throws Exception {
        Reply reply = caller.viaDialect(DemoCaller.prompt("json", SCHEMA), "{\"id\":7,\"term\":\"바다\"}");

        assertThat(((Reply.Answered) reply).text()).isEqualTo("{\"meaning\":\"demo: 바다 – meaning\"}");
        assertThat(((Reply.Answered) reply).model()).isEqualTo("demo");
        assertThat(((Reply.Answered) reply).finish()).isEqualTo("stop");
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(new ObjectMapper().valueToTree(SCHEMA));
        assertThat(schema.validate(new ObjectMapper().readTree(((Reply.Answered) reply).text())))
                .isEmpty();
    }

    @Test
    void aReplyThatWasWrittenForTheSameWordsInAnotherJobIsNotGiven() throws Exception {
        Map<String, Object> other = Map.of(
                "type", "object", "properties", Map.of("note", Map.of("type", "string")), "required", List.of("note"));
        String item = "{\"term\":\"사과\",\"type\":\"noun\"}";

        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("json", SCHEMA), item)).text())
                .contains("apple");
        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("json", other), item)).text())
                .isEqualTo("{\"note\":\"demo: 사과 – note\"}");
    }

    @Test
    void jsonWithoutASchemaIsAnObjectThatSaysDemo() throws Exception {
        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("json", null), "no item here")).text())
                .isEqualTo("{\"demo\":\"demo: no item here\"}");
    }

    @Test
    void textSaysDemo() throws Exception {
        assertThat(DemoCaller.answer(caller.ask("{\"n\":7}"))).isEqualTo("demo reply to: 7");
        assertThat(DemoCaller.answer(caller.ask(" long  words ".repeat(20))))
                .startsWith("demo reply to: long words long")
                .endsWith("…");
    }

    @Test
    void aTableHasTheSchemasColumnsAndTwoRows() throws Exception {
        Map<String, Object> row = Map.of("type", "object", "properties", Map.of("front", Map.of("type", "string")));
        Map<String, Object> list = Map.of("type", "array", "items", row);
        String table = "front\ndemo: a b – front\ndemo: a b – front 2\n";

        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("tsv", row), "{\"t\":\"a\\tb\"}")).text())
                .isEqualTo(table);
        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("tsv", list), "{\"t\":\"a\\tb\"}")).text())
                .isEqualTo(table);
        assertThat(((Reply.Answered) caller.viaDialect(
                                DemoCaller.prompt("tsv", Map.of("type", "object", "properties", Map.of("rows", list))),
                                "{\"t\":\"a\\tb\"}"))
                        .text())
                .isEqualTo(table);
        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("tsv", null), "{\"t\":\"a\"}")).text())
                .isEqualTo("""
                        position\ttext
                        demo: a – position\tdemo: a – text
                        demo: a – position 2\tdemo: a – text 2
                        """);
    }

    @Test
    void cellsOfATableHoldNoTabsOrBreaks() throws Exception {
        Map<String, Object> odd = Map.of("properties", Map.of("c", Map.of("const", "a\tb\r\nc")));

        assertThat(((Reply.Answered) caller.viaDialect(DemoCaller.prompt("tsv", odd), "x")).text())
                .isEqualTo("c\na b  c\na b  c\n");
    }

    @Test
    void tokensAreCountedAlikeEachTime() throws Exception {
        JsonNode usage = DemoCaller.json(caller.ask("abcd 사과").body()).path("usage");

        assertThat(Tokens.of("")).isZero();
        assertThat(Tokens.of("abcdefgh")).isEqualTo(2);
        assertThat(Tokens.of("사과나")).isEqualTo(2);
        assertThat(Tokens.of("ひらカタ漢字")).isEqualTo(4);
        assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(4 + 3);
        assertThat(usage.path("total_tokens").asLong())
                .isEqualTo(7 + usage.path("completion_tokens").asLong());
    }

    @Test
    void theLastUserMessageCountsAndItsPartsAreJoined() throws Exception {
        String body = "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"{\\\"term\\\":\\\"사과\\\"}\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"{\\\"term\\\":\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}},{\"type\":\"text\",\"text\":\"\\\"배\\\"}\"}]},"
                + "{\"role\":\"assistant\",\"content\":null}]}";

        assertThat(DemoCaller.answer(caller.post(body.getBytes(UTF_8)))).isEqualTo("first");
    }
}
