package io.cama.llm.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.llm.ReplyCases;
import io.cama.llm.Requests;
import io.cama.model.Abilities;
import io.cama.model.Abilities.Structured;
import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaDialectTest {
    private static final Map<String, Object> SCHEMA = Requests.ordered("type", "object", "minProperties", 1);

    private final OllamaDialect dialect = new OllamaDialect();

    @TestFactory
    Stream<DynamicTest> readsWhatServersSend() throws IOException {
        return ReplyCases.tests("ollama.json", dialect);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434, http://localhost:11434/api/chat",
        "http://localhost:11434/, http://localhost:11434/api/chat",
        "http://localhost:11434/api, http://localhost:11434/api/chat",
        "http://localhost:11434/v1/, http://localhost:11434/api/chat"
    })
    void theAddressIsTheNativeOne(String base, String address) {
        assertThat(dialect.address(base)).isEqualTo(address);
    }

    @Test
    void noKeyIsSentWhereThereIsNone() {
        assertThat(dialect.headers(Requests.provider("ollama"))).containsOnlyKeys("Accept", "Content-Type");
        assertThat(dialect.headers(ReplyCases.PROVIDER)).containsEntry("Authorization", "Bearer my-own-secret-key-1");
    }

    @Test
    void theAnswerIsNotStreamedAndNothingUnsetIsSent() {
        assertThat(written(Requests.rendered(
                        Map.of(),
                        null,
                        null,
                        Message.of("system", "s"),
                        Message.of("user", "u"),
                        Message.of("model", "m"),
                        new Message("user", List.of(new Part.Pending(Map.of())), Map.of()))))
                .isEqualTo("{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
                        + "{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"m\"}],"
                        + "\"stream\":false}");
    }

    @Test
    void parametersOfTheModelAreOptions() {
        Map<String, Object> config = Requests.ordered("num_ctx", 8192, "min_p", 0.1, "think", false);
        config.put("temperature", 0.2);
        config.put("topP", 0.9);
        config.put("topK", 40);
        config.put("maxOutputTokens", 100);
        config.put("stopSequences", List.of("END"));
        config.put("seed", 7);
        config.put("frequencyPenalty", 0.1);
        config.put("presencePenalty", 0.2);
        config.put("keep_alive", "10m");
        config.put("stream", true);
        config.put("options", Requests.ordered("num_gpu", 1, "seed", 8));

        assertThat(written(Requests.rendered(config, null, null)))
                .isEqualTo("{\"model\":\"llama3.2\",\"messages\":[],\"stream\":false,\"keep_alive\":\"10m\","
                        + "\"think\":false,\"options\":{\"temperature\":0.2,\"top_p\":0.9,\"top_k\":40,"
                        + "\"num_predict\":100,\"stop\":[\"END\"],\"seed\":8,\"frequency_penalty\":0.1,"
                        + "\"presence_penalty\":0.2,\"num_gpu\":1,\"min_p\":0.1,\"num_ctx\":8192}}");
    }

    @Test
    void theFormatIsTheSchemaOrAWord() {
        assertThat(format(Structured.SCHEMA, SCHEMA))
                .endsWith("\"stream\":false,\"format\":{\"type\":\"object\",\"minProperties\":1}}");
        assertThat(format(Structured.TOOL, SCHEMA)).isEqualTo(format(Structured.SCHEMA, SCHEMA));
        assertThat(format(Structured.OBJECT, SCHEMA)).endsWith("\"stream\":false,\"format\":\"json\"}");
        assertThat(format(Structured.NONE, SCHEMA)).endsWith("\"stream\":false}");
        assertThat(written(Requests.rendered(Map.of(), "json", null))).endsWith("\"format\":\"json\"}");
        assertThat(written(Requests.rendered(Map.of(), "tsv", SCHEMA))).endsWith("\"stream\":false}");
    }

    @Test
    void imagesGoBesideTheText() {
        var parts = List.<Part>of(new Part.Text("look"), new Part.Media("data:image/png;base64,AA==", null));

        assertThat(written(Requests.rendered(Map.of(), null, null, new Message("user", parts, Map.of()))))
                .contains("[{\"role\":\"user\",\"content\":\"look\",\"images\":[\"AA==\"]}]");
    }

    @Test
    void anImageElsewhereIsRefusedBeforeACallIsMade() {
        var parts = List.<Part>of(new Part.Media("https://h/x.png", "image/png"));

        assertThatThrownBy(() -> written(Requests.rendered(Map.of(), null, null, new Message("user", parts, Map.of()))))
                .isInstanceOfSatisfying(
                        ItemFault.class,
                        fault -> assertThat(fault.failure().reason()).isEqualTo(Reason.NOT_SUPPORTED))
                .hasMessageContaining("https://h/x.png");
    }

    private String format(Structured structured, Map<String, Object> schema) {
        return dialect.write(
                Requests.provider("ollama", new Abilities(structured, null, 1)),
                "llama3.2",
                Requests.rendered(Map.of(), null, schema));
    }

    private String written(Rendered rendered) {
        return dialect.write(Requests.provider("ollama"), "llama3.2", rendered);
    }
}
