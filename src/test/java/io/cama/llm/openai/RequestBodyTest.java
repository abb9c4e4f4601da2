package io.cama.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.llm.Requests;
import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final OpenAiDialect dialect = new OpenAiDialect();

    @Test
    void writesTheSmallestRequest() {
        String body = dialect.write(
                Requests.provider("openai"),
                "gpt-x",
                Requests.rendered(Map.of(), null, null, Message.of("user", "사과 😀 \"q\"")));

        assertThat(body)
                .isEqualTo("{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"사과 😀 \\\"q\\\"\"}]}");
    }

    @Test
    void rolesAreTranslatedAndTextPartsJoined() {
        var parts = List.<Part>of(new Part.Text("a"), new Part.Pending(Map.of()), new Part.Text("b"));

        String body = dialect.write(
                Requests.provider("ollama"),
                "m",
                Requests.rendered(
                        Map.of(),
                        null,
                        null,
                        Message.of("system", "s"),
                        new Message("user", parts, Map.of()),
                        Message.of("model", "m"),
                        new Message("user", List.of(new Part.Pending(Map.of())), Map.of())));

        assertThat(body)
                .endsWith(
                        "\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"ab\"},"
                                + "{\"role\":\"assistant\",\"content\":\"m\"}]}");
    }

    @Test
    void mediaMakesTheContentAList() {
        var parts = List.<Part>of(new Part.Text("look"), new Part.Media("data:image/png;base64,AA==", "image/png"));

        String body = dialect.write(
                Requests.provider("openai"),
                "m",
                Requests.rendered(Map.of(), null, null, new Message("user", parts, Map.of())));

        assertThat(body)
                .contains("\"content\":[{\"type\":\"text\",\"text\":\"look\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}]");
    }

    @Test
    void configIsRenamedOrderedAndOtherwisePassedAsWritten() {
        Map<String, Object> config = Requests.ordered(
                "reasoning_effort",
                "low",
                "stopSequences",
                List.of("END"),
                "temperature",
                0.2,
                "topP",
                0.9,
                "topK",
                40);
        config.put("maxOutputTokens", 100);
        config.put("seed", 7);
        config.put("frequencyPenalty", 0.1);
        config.put("presencePenalty", -0.1);
        config.put("logit_bias", Requests.ordered("9", 1, "10", 2));
        config.put("version", "v1");
        config.put("stream", true);
        config.put("apiKey", "never");
        config.put("user", null);

        assertThat(dialect.write(Requests.provider("ollama"), "m", Requests.rendered(config, null, null)))
                .isEqualTo("{\"model\":\"m\",\"messages\":[],\"temperature\":0.2,\"top_p\":0.9,\"top_k\":40,"
                        + "\"max_tokens\":100,\"stop\":[\"END\"],\"seed\":7,\"frequency_penalty\":0.1,"
                        + "\"presence_penalty\":-0.1,\"logit_bias\":{\"10\":2,\"9\":1},\"reasoning_effort\":\"low\"}");
    }

    @Test
    void theOrderOfConfigDoesNotChangeTheRequest() {
        var one = Requests.rendered(Requests.ordered("b", 1, "a", Requests.ordered("y", 1, "x", 2)), null, null);
        var two = Requests.rendered(Requests.ordered("a", Requests.ordered("x", 2, "y", 1), "b", 1), null, null);

        assertThat(dialect.write(Requests.provider("p"), "m", one))
                .isEqualTo(dialect.write(Requests.provider("p"), "m", two));
    }

    @Test
    void openAiTakesTheNewNameOfTheTokenLimitByNameOrHost() {
        var limited = Requests.rendered(Map.of("maxOutputTokens", 5), null, null);
        var byHost = new Provider(
                "mine",
                "https://api.openai.com/v1",
                "openai",
                null,
                Limits.NONE,
                Duration.ofSeconds(1),
                Map.of(),
                Abilities.ALL);
        var oddAddress = new Provider(
                "mine", "not a url", "openai", null, Limits.NONE, Duration.ofSeconds(1), Map.of(), Abilities.ALL);

        assertThat(dialect.write(Requests.provider("openai"), "m", limited)).contains("\"max_completion_tokens\":5");
        assertThat(dialect.write(byHost, "m", limited)).contains("\"max_completion_tokens\":5");
        assertThat(dialect.write(oddAddress, "m", limited)).contains("\"max_tokens\":5");
    }

    @Test
    void theProvidersOwnNameOfTheTokenLimitWins() {
        var limited = Requests.rendered(Map.of("maxOutputTokens", 5), null, null);
        var named = Requests.provider("openai", new Abilities(Abilities.Structured.SCHEMA, "n_predict", 1));

        assertThat(dialect.write(named, "m", limited))
                .contains("\"n_predict\":5")
                .doesNotContain("max_");
    }

    @Test
    void openRoutersOwnParametersGoThrough() {
        Map<String, Object> config = Requests.ordered(
                "models", List.of("a/b", "c/d"), "preset", "cards", "plugins", List.of(Map.of("id", "web")));

        assertThat(dialect.write(Requests.provider("openrouter"), "m", Requests.rendered(config, null, null)))
                .endsWith("\"messages\":[],\"models\":[\"a/b\",\"c/d\"],\"plugins\":[{\"id\":\"web\"}],"
                        + "\"preset\":\"cards\"}");
    }

    @Test
    void halfACharacterIsNotSent() {
        assertThat(dialect.write(
                        Requests.provider("p"),
                        "m",
                        Requests.rendered(Map.of(), null, null, Message.of("user", "a\uD83D"))))
                .contains("\"content\":\"a\uFFFD\"");
    }
}
