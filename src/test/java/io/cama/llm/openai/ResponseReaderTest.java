package io.cama.llm.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Secret;
import io.cama.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ResponseReaderTest {
    private static final Provider PROVIDER = new Provider(
            "test",
            "http://127.0.0.1:9/v1",
            "openai",
            new Secret("my-own-secret-key-1"),
            0,
            Duration.ofSeconds(5),
            Map.of());

    @TestFactory
    Stream<DynamicTest> readsWhatServersSend() throws IOException {
        return cases().stream()
                .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> check(one)));
    }

    @Test
    void theCasesCoverEveryReasonAResponseCanHave() throws IOException {
        assertThat(cases().stream().map(one -> one.path("reason").asText("")).distinct())
                .contains(
                        "AUTH",
                        "FORBIDDEN",
                        "QUOTA_EXHAUSTED",
                        "MODEL_NOT_FOUND",
                        "ENDPOINT_NOT_FOUND",
                        "REDIRECT",
                        "BAD_REQUEST",
                        "CONTEXT_TOO_LONG",
                        "CONTENT_FILTERED",
                        "REFUSED",
                        "TRUNCATED",
                        "EMPTY_OUTPUT",
                        "RATE_LIMITED",
                        "UPSTREAM_5XX",
                        "PROTOCOL",
                        "UNKNOWN");
    }

    @Test
    void messagesStayShortHoweverLongTheBodyIs() {
        byte[] page = "<p>lorem ipsum</p>\n".repeat(500_000).getBytes(UTF_8);

        Failure failure = failure(new OpenAiDialect().read(PROVIDER, 500, Map.of(), page));

        assertThat(failure.message()).hasSizeLessThan(300).endsWith("…").doesNotContain("\n");
    }

    @Test
    void readsTheSmallestErrorOfAnyShapeWithoutThrowing() {
        for (String odd :
                List.of("[]", "{}", "null", "7", "{\"error\":{}}", "{\"error\":[]}", "{\"error\":7}", "[[]]")) {
            assertThat(failure(new OpenAiDialect().read(PROVIDER, 400, Map.of(), odd.getBytes(UTF_8)))
                            .reason())
                    .as(odd)
                    .isEqualTo(Reason.BAD_REQUEST);
        }
    }

    private static void check(JsonNode one) {
        var headers = new HashMap<String, String>();
        one.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));

        Reply reply = new OpenAiDialect().read(PROVIDER, one.path("status").asInt(), headers, body(one));

        if (one.has("text")) {
            assertThat(reply).isInstanceOf(Reply.Answered.class);
            var answered = (Reply.Answered) reply;
            assertThat(answered.text()).isEqualTo(one.path("text").asText());
            assertThat(Objects.toString(answered.model(), ""))
                    .isEqualTo(one.path("model").asText(""));
            assertThat(Objects.toString(answered.finish(), ""))
                    .isEqualTo(one.path("finish").asText(""));
            assertThat(answered.usage()).isEqualTo(usage(one));
        } else {
            Failure failure = failure(reply);
            String pause = failure.pause() == null ? "" : failure.pause().toString();
            assertThat(failure.reason())
                    .as(failure.message())
                    .isEqualTo(Reason.valueOf(one.path("reason").asText()));
            assertThat(failure.message()).contains("HTTP " + one.path("status").asText() + " from test");
            assertThat(failure.message()).contains(one.path("says").asText(""));
            if (one.has("hides")) {
                assertThat(failure.message()).doesNotContain(one.path("hides").asText());
            }
            if (failure.reason() == Reason.RATE_LIMITED || one.has("pause")) {
                assertThat(pause).isEqualTo(one.path("pause").asText(""));
            }
            assertThat(((Reply.Failed) reply).usage()).isEqualTo(usage(one));
        }
    }

    private static byte[] body(JsonNode one) {
        if (one.has("base64")) {
            return Base64.getDecoder().decode(one.path("base64").asText());
        }
        return (one.has("raw") ? one.path("raw").asText() : one.path("body").toString()).getBytes(UTF_8);
    }

    private static Usage usage(JsonNode one) {
        return new Usage(
                one.path("usage").path(0).asLong(0), one.path("usage").path(1).asLong(0));
    }

    private static Failure failure(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).failure();
    }

    private static List<JsonNode> cases() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ResponseReaderTest.class.getResourceAsStream("/llm/responses.json"))) {
            var cases = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(in).forEach(cases::add);
            return cases;
        }
    }
}
