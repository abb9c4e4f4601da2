package io.cama.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.model.Abilities;
import io.cama.model.Failure;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Secret;
import io.cama.model.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Responses from a file, each with what it is to be read as. */
public final class ReplyCases {
    public static final Provider PROVIDER = new Provider(
            "test",
            "http://127.0.0.1:9/v1",
            "any",
            new Secret("my-own-secret-key-1"),
            Limits.NONE,
            Duration.ofSeconds(5),
            Map.of(),
            Abilities.ALL);

    private ReplyCases() {}

    public static List<JsonNode> of(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReplyCases.class.getResourceAsStream("/llm/" + file))) {
            var cases = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(in).forEach(cases::add);
            return cases;
        }
    }

    /** One test for each response in the file. */
    public static Stream<DynamicTest> tests(String file, Dialect dialect) throws IOException {
        return of(file).stream()
                .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> check(dialect, one)));
    }

    public static void check(Dialect dialect, JsonNode one) {
        var headers = new HashMap<String, String>();
        one.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));

        Reply reply = dialect.read(PROVIDER, one.path("status").asInt(), headers, body(one));

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
            assertThat(failure.reason())
                    .as(failure.message())
                    .isEqualTo(Reason.valueOf(one.path("reason").asText()));
            assertThat(failure.message()).contains("HTTP " + one.path("status").asText() + " from test");
            assertThat(failure.message()).contains(one.path("says").asText(""));
            if (one.has("hides")) {
                assertThat(failure.message()).doesNotContain(one.path("hides").asText());
            }
            if (failure.reason() == Reason.RATE_LIMITED || one.has("pause")) {
                String pause = failure.pause() == null ? "" : failure.pause().toString();
                assertThat(pause).isEqualTo(one.path("pause").asText(""));
            }
            if (one.has("again")) {
                assertThat(failure.again()).hasToString(one.path("again").asText());
            }
            if (one.has("class")) {
                assertThat(failure.reason().faultClass())
                        .hasToString(one.path("class").asText());
                assertThat(failure.reason().category())
                        .hasToString(one.path("category").asText());
                assertThat(failure.hint()).isNotBlank();
            }
            if (one.has("breaks")) {
                assertThat(failure.reason().breaks())
                        .hasToString(one.path("breaks").asText());
            }
            assertThat(((Reply.Failed) reply).usage()).isEqualTo(usage(one));
        }
    }

    public static Failure failure(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).failure();
    }

    private static byte[] body(JsonNode one) {
        if (one.has("base64")) {
            return Base64.getDecoder().decode(one.path("base64").asText());
        }
        return (one.has("raw") ? one.path("raw").asText() : one.path("body").toString()).getBytes(UTF_8);
    }

    /** In the order of the record; what is not there is none. */
    private static Usage usage(JsonNode one) {
        JsonNode usage = one.path("usage");
        return new Usage(
                usage.path(0).asLong(0),
                usage.path(1).asLong(0),
                usage.path(2).asLong(0),
                usage.path(3).asLong(0),
                usage.path(4).asLong(0),
                usage.has(5) ? new BigDecimal(usage.path(5).asText()) : null);
    }
}
