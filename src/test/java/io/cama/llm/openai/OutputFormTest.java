package io.cama.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.Requests;
import io.cama.model.Abilities;
import io.cama.model.Abilities.Structured;
import io.cama.model.Prompt;
import io.cama.model.Rendered;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> SCHEMA = Requests.ordered(
            "type",
            "object",
            "properties",
            Requests.ordered("z", Map.of("type", "string"), "a", Map.of("type", "string")));

    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void aSchemaIsSentInItsOwnOrderUnderACleanName() {
        String body = dialect.write(Requests.provider("openai"), "m", Requests.rendered(Map.of(), null, SCHEMA));

        assertThat(body)
                .endsWith("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"nuance__v2\","
                        + "\"strict\":false,\"schema\":{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\"},"
                        + "\"a\":{\"type\":\"string\"}}}}}}");
    }

    @Test
    void aLongNameIsCutAndAnEmptyOneReplaced() throws IOException {
        assertThat(schemaName("n".repeat(80))).isEqualTo("n".repeat(64));
        assertThat(schemaName("")).isEqualTo("reply");
        assertThat(schemaName("단어")).isEqualTo("__");
    }

    @Test
    void jsonWithoutASchemaAsksForAnyObject() {
        assertThat(dialect.write(Requests.provider("openai"), "m", Requests.rendered(Map.of(), "json", null)))
                .endsWith("\"response_format\":{\"type\":\"json_object\"}}");
    }

    @Test
    void otherFormatsAreLeftToThePromptExceptAtTheDemoEndpoint() {
        var tsv = Requests.rendered(Map.of(), "tsv", SCHEMA);
        var text = Requests.rendered(Map.of(), "text", null);

        assertThat(dialect.write(Requests.provider("openai"), "m", tsv))
                .doesNotContain("schema", "cama", "response_format");
        assertThat(dialect.write(Requests.provider("demo"), "m", tsv))
                .contains("\"cama\":{\"format\":\"tsv\",\"schema\":{\"type\":\"object\"");
        assertThat(dialect.write(Requests.provider("demo"), "m", text)).endsWith("\"cama\":{\"format\":\"text\"}}");
        assertThat(dialect.write(Requests.provider("demo"), "m", Requests.rendered(Map.of(), null, null)))
                .doesNotContain("cama");
    }

    @Test
    void openRouterMustServeTheSchemaAndKeepsTheUsersRouting() {
        Map<String, Object> routing = Map.of("provider", Requests.ordered("sort", "price", "data_collection", "deny"));

        assertThat(dialect.write(
                        Requests.provider("openrouter"), "@preset/cards", Requests.rendered(routing, "json", SCHEMA)))
                .startsWith("{\"model\":\"@preset/cards\",")
                .endsWith(
                        "\"provider\":{\"require_parameters\":true,\"data_collection\":\"deny\",\"sort\":\"price\"}}");
        assertThat(dialect.write(Requests.provider("openrouter"), "m", Requests.rendered(routing, "text", null)))
                .endsWith("\"provider\":{\"data_collection\":\"deny\",\"sort\":\"price\"}}");
        assertThat(dialect.write(
                        Requests.provider("openrouter"),
                        "m",
                        Requests.rendered(Map.of("provider", Map.of("require_parameters", false)), "json", SCHEMA)))
                .endsWith("\"provider\":{\"require_parameters\":false}}");
    }

    @Test
    void aToolTakesTheSchemaWhereTheFormIsNotUnderstood() {
        Map<String, Object> strict = Requests.ordered(
                "type", "object", "properties", Map.of(), "required", List.of(), "additionalProperties", false);

        assertThat(written(Structured.TOOL, Requests.rendered(Map.of(), "json", SCHEMA)))
                .endsWith("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"nuance__v2\","
                        + "\"description\":\"Takes the answer.\",\"parameters\":{\"type\":\"object\",\"properties\":"
                        + "{\"z\":{\"type\":\"string\"},\"a\":{\"type\":\"string\"}}}}}],"
                        + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"nuance__v2\"}}}");
        assertThat(written(Structured.TOOL, Requests.rendered(Map.of(), null, strict)))
                .contains("\"strict\":true,\"parameters\":");
    }

    @Test
    void weakerFormsSayLess() {
        var object = Requests.rendered(Map.of(), null, SCHEMA);
        var list = Requests.rendered(Map.of(), null, Map.of("type", "array"));
        var any = Requests.rendered(Map.of(), "json", null);

        assertThat(written(Structured.OBJECT, object)).endsWith("\"response_format\":{\"type\":\"json_object\"}}");
        assertThat(written(Structured.TOOL, any)).endsWith("\"response_format\":{\"type\":\"json_object\"}}");
        assertThat(written(Structured.OBJECT, list)).endsWith("\"messages\":[]}");
        assertThat(written(Structured.TOOL, list)).endsWith("\"messages\":[]}");
        assertThat(written(Structured.NONE, object)).endsWith("\"messages\":[]}");
        assertThat(written(Structured.NONE, any)).endsWith("\"messages\":[]}");
    }

    private String written(Structured structured, Rendered rendered) {
        return dialect.write(Requests.provider("p", new Abilities(structured, null, 1)), "m", rendered);
    }

    private String schemaName(String name) throws IOException {
        var prompt = new Prompt(
                name, null, null, List.of(), Map.of(), null, Map.of(), "json", SCHEMA, Map.of(), Map.of(), Map.of(),
                "");
        String body = dialect.write(Requests.provider("p"), "m", new Rendered(prompt, Map.of(), List.of()));
        return JSON.readTree(body).at("/response_format/json_schema/name").asText();
    }
}
