package io.cama.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cama.llm.Requests;
import io.cama.model.Abilities;
import io.cama.model.Abilities.Structured;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Rendered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessagesRequestTest {
    private static final Map<String, Object> SCHEMA = Requests.ordered(
            "type",
            "object",
            "properties",
            Requests.ordered("z", Requests.ordered("type", "string", "minLength", 1), "a", Map.of("type", "string")));

    private final AnthropicDialect dialect = new AnthropicDialect();

    @Test
    void systemStandsBesideTheMessagesAndTheTokenLimitIsAlwaysThere() {
        assertThat(written(Requests.rendered(
                        Map.of(),
                        null,
                        null,
                        Message.of("system", "Be brief."),
                        Message.of("user", "사과?"),
                        Message.of("system", "And kind."))))
                .isEqualTo("{\"model\":\"claude-x\",\"max_tokens\":4096,\"system\":\"Be brief.\\n\\nAnd kind.\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"사과?\"}]}");
    }

    @Test
    void configIsRenamedAndWhatTheProtocolLacksIsLeftOut() {
        Map<String, Object> config = Requests.ordered("topP", 0.9, "topK", 5, "temperature", 0.2, "seed", 7);
        config.put("maxOutputTokens", 100);
        config.put("stopSequences", List.of("END"));
        config.put("frequencyPenalty", 1);
        config.put("presencePenalty", 1);
        config.put("thinking", Requests.ordered("type", "enabled", "budget_tokens", 9));
        config.put("system", "mine");
        config.put("stream", true);
        config.put("service_tier", null);

        assertThat(written(Requests.rendered(config, null, null, Message.of("user", "a"))))
                .isEqualTo("{\"model\":\"claude-x\",\"max_tokens\":100,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
                        + "\"temperature\":0.2,\"top_p\":0.9,\"top_k\":5,\"stop_sequences\":[\"END\"],"
                        + "\"thinking\":{\"budget_tokens\":9,\"type\":\"enabled\"}}");
    }

    @Test
    void turnsOfOneRoleAreMergedAndBlankOnesLeftOut() {
        assertThat(messages(
                        Message.of("user", "a"),
                        Message.of("user", "b"),
                        Message.of("model", " \n"),
                        Message.of("tool", "c"),
                        Message.of("model", "d")))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                        + "{\"type\":\"text\",\"text\":\"b\"},{\"type\":\"text\",\"text\":\"c\"}]},"
                        + "{\"role\":\"assistant\",\"content\":\"d\"}]");
    }

    @Test
    void theUserSpeaksFirst() {
        assertThat(messages(Message.of("model", "Hello."), Message.of("user", "a")))
                .isEqualTo("[{\"role\":\"user\",\"content\":\"(The conversation begins.)\"},"
                        + "{\"role\":\"assistant\",\"content\":\"Hello.\"},{\"role\":\"user\",\"content\":\"a\"}]");
    }

    @Test
    void aPromptOfASystemTextAloneIsAskedByTheUser() {
        assertThat(written(Requests.rendered(Map.of(), null, null, Message.of("system", "Say hi."))))
                .endsWith("\"max_tokens\":4096,\"messages\":[{\"role\":\"user\",\"content\":\"Say hi.\"}]}");
    }

    @Test
    void mediaAreBlocks() {
        var parts = List.<Part>of(
                new Part.Text("look"),
                new Part.Media("data:image/png;base64,AA==", null),
                new Part.Pending(Map.of()),
                new Part.Media("https://h/x.jpg", "image/jpeg"),
                new Part.Media("https://h/x.pdf", "application/pdf"),
                new Part.Media("data:application/pdf;base64,BB==", null));

        assertThat(messages(new Message("user", parts, Map.of())))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"look\"},"
                        + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
                        + "\"data\":\"AA==\"}},"
                        + "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://h/x.jpg\"}},"
                        + "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"https://h/x.pdf\"}},"
                        + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\","
                        + "\"data\":\"BB==\"}}]}]");
    }

    @Test
    void aSchemaIsSentClosedAndKeepsThePromptsEffort() {
        Map<String, Object> effort = Map.of("output_config", Map.of("effort", "low"));

        assertThat(written(Requests.rendered(effort, null, SCHEMA, Message.of("user", "a"))))
                .endsWith("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"z\":{\"type\":\"string\"},\"a\":{\"type\":\"string\"}},"
                        + "\"additionalProperties\":false}},\"effort\":\"low\"}}");
    }

    @Test
    void aToolTakesTheWholeSchemaOfOlderModelsAndOfOpenObjects() {
        String tool = "\"tools\":[{\"name\":\"nuance__v2\",\"description\":\"Takes the answer.\",\"input_schema\":"
                + "{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\",\"minLength\":1},"
                + "\"a\":{\"type\":\"string\"}}}}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"nuance__v2\"}}";

        assertThat(written(Structured.TOOL, SCHEMA)).endsWith(tool);
        assertThat(written(Structured.SCHEMA, Map.of("type", "object"))).contains("\"input_schema\":");
    }

    @Test
    void whereNoFormFitsNothingIsSaid() {
        assertThat(written(Structured.OBJECT, SCHEMA)).endsWith("\"messages\":[]}");
        assertThat(written(Structured.NONE, SCHEMA)).endsWith("\"messages\":[]}");
        assertThat(written(Structured.TOOL, Map.of("type", "array"))).endsWith("\"messages\":[]}");
        assertThat(written(Requests.rendered(Map.of(), "tsv", SCHEMA, Message.of("user", "a"))))
                .doesNotContain("schema", "tools");
    }

    @Test
    void aSystemTextIsNotNeeded() {
        assertThatCode(() -> written(Requests.rendered(Map.of(), null, null, new Message("user", List.of(), Map.of()))))
                .doesNotThrowAnyException();
    }

    private String messages(Message... messages) {
        String body = written(Requests.rendered(Map.of(), null, null, messages));
        return body.substring(body.indexOf("\"messages\":") + "\"messages\":".length(), body.length() - 1);
    }

    private String written(Structured structured, Map<String, Object> schema) {
        var provider = Requests.provider("p", new Abilities(structured, null, 9));
        String body = dialect.write(provider, "m", Requests.rendered(Map.of(), null, schema, Message.of("user", "a")));
        return body.replace("{\"role\":\"user\",\"content\":\"a\"}", "");
    }

    private String written(Rendered rendered) {
        return dialect.write(Requests.provider("anthropic"), "claude-x", rendered);
    }
}
