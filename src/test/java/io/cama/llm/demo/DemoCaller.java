package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.Dialects;
import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import io.cama.model.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls a demo endpoint as a program would: over HTTP. */
final class DemoCaller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final DemoEndpoint endpoint;

    DemoCaller(DemoEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    Reply viaDialect(Prompt prompt, String text) throws Exception {
        var provider = new Provider(
                "demo",
                endpoint.baseUrl().toString(),
                "openai",
                null,
                Limits.NONE,
                Duration.ofSeconds(5),
                Map.of(),
                Abilities.ALL);
        var dialect = Dialects.of("openai");
        String body = dialect.write(provider, "any", new Rendered(prompt, Map.of(), List.of(Message.of("user", text))));
        HttpResponse<byte[]> response = post(body.getBytes(UTF_8));
        return dialect.read(provider, response.statusCode(), Map.of(), response.body());
    }

    static Prompt prompt(String format, @Nullable Map<String, Object> schema) {
        return new Prompt(
                "p", null, null, List.of(), Map.of(), null, Map.of(), format, schema, Map.of(), Map.of(), Map.of(), "");
    }

    HttpResponse<byte[]> ask(String text) throws Exception {
        return post(request(text).getBytes(UTF_8));
    }

    static String request(String text) throws IOException {
        var body = JSON.createObjectNode().put("model", "any");
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return JSON.writeValueAsString(body);
    }

    static HttpRequest to(DemoEndpoint to, byte[] body) {
        return HttpRequest.newBuilder(URI.create(to.baseUrl() + "/chat/completions"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return get(HttpRequest.newBuilder(endpoint.rootUrl().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<byte[]> post(byte[] body) throws Exception {
        return client.send(to(endpoint, body), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String answer(HttpResponse<byte[]> response) throws IOException {
        return json(response.body()).at("/choices/0/message/content").asText();
    }

    static JsonNode json(byte[] body) throws IOException {
        return JSON.readTree(body);
    }
}
