package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoEndpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static DemoEndpoint endpoint;
    private static DemoCaller caller;
    private static Path log;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        log = folder.resolve("made/for/it/calls.jsonl");
        endpoint = DemoEndpoint.start(0, new DemoEndpoint.Settings(log, List.of(), Duration.ZERO));
        caller = new DemoCaller(endpoint);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void theSameRequestIsAnsweredWithTheSameBytes() throws Exception {
        String body = DemoCaller.request("{\"term\":\"하늘\"}");

        HttpResponse<byte[]> one = caller.post(body.getBytes(UTF_8));
        HttpResponse<byte[]> two = caller.post(body.getBytes(UTF_8));

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body()).isEqualTo(two.body());
        assertThat(one.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void eachCallIsLoggedBeforeItIsAnswered() throws Exception {
        long before = endpoint.calls();

        caller.ask("{\"id\":{\"n\":41},\"term\":\"logged\"}");

        List<String> lines = Files.readAllLines(log);
        JsonNode last = JSON.readTree(lines.get(lines.size() - 1));
        assertThat(endpoint.calls())
                .isEqualTo(before + 1)
                .isEqualTo(lines.stream()
                        .filter(line -> line.contains("\"status\":200"))
                        .count());
        assertThat(last.fieldNames())
                .toIterable()
                .containsExactly("at", "hash", "model", "term", "path", "status", "fault", "nth");
        assertThat(last.path("path").asText()).isEqualTo("/v1/chat/completions");
        assertThat(last.path("term").asText()).isEqualTo("41");
        assertThat(last.path("model").asText()).isEqualTo("any");
        assertThat(last.path("hash").asText()).hasSize(64);
    }

    @Test
    void malformedRequestsAreRefusedAndNotCounted() throws Exception {
        long before = endpoint.calls();

        for (String body : List.of(
                "",
                "{",
                "[]",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")) {
            HttpResponse<byte[]> response = caller.post(body.getBytes(UTF_8));
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(DemoCaller.json(response.body()).at("/error/message").asText())
                    .isNotBlank();
            assertThat(DemoCaller.json(response.body()).at("/error/type").asText())
                    .isEqualTo("invalid_request_error");
        }
        assertThat(endpoint.calls()).isEqualTo(before);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        assertThat(caller.post(new byte[10_000_001]).statusCode()).isEqualTo(413);
    }

    @Test
    void otherAddressesAreNotFoundAndModelsAreListed() throws Exception {
        URI base = endpoint.baseUrl();
        HttpResponse<String> models = caller.get(HttpRequest.newBuilder(URI.create(base + "/models")));

        assertThat(base.toString()).endsWith("/v1");
        assertThat(JSON.readTree(models.body()).at("/data/0/id").asText()).isEqualTo("any");
        assertThat(caller.get(HttpRequest.newBuilder(URI.create(base + "/chat/completions")))
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> missing = caller.get(HttpRequest.newBuilder(URI.create(base + "/embeddings")));
        assertThat(missing.statusCode()).isEqualTo(404);
        HttpResponse<String> tags =
                caller.get(HttpRequest.newBuilder(endpoint.rootUrl().resolve("/api/tags")));
        assertThat(JSON.readTree(tags.body()).at("/models/0/name").asText()).isEqualTo("any");
        assertThat(JSON.readTree(missing.body()).at("/error/message").asText()).contains("GET /v1/embeddings");
        assertThat(caller.get(HttpRequest.newBuilder(base).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void latencyHoldsAnswersBackWithoutHoldingOthersUp() throws Exception {
        var settings = new DemoEndpoint.Settings(null, List.of(), Duration.ofMillis(50));
        try (DemoEndpoint slow = DemoEndpoint.start(0, settings)) {
            HttpClient client = HttpClient.newHttpClient();
            var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
            for (int i = 0; i < 40; i++) {
                answers.add(client.sendAsync(
                        DemoCaller.to(slow, DemoCaller.request("n " + i).getBytes(UTF_8)),
                        HttpResponse.BodyHandlers.ofByteArray()));
            }
            for (var answer : answers) {
                assertThat(answer.join().statusCode()).isEqualTo(200);
            }
            assertThat(slow.calls()).isEqualTo(40);
        }
    }

    @Test
    void onlyTheLoopbackAddressIsBound() throws Exception {
        int port = endpoint.baseUrl().getPort();

        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    card.inetAddresses().filter(one -> !one.isLoopbackAddress()).toList()) {
                try (var socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 500))
                            .isInstanceOf(IOException.class);
                }
            }
        }
        assertThat(endpoint.baseUrl().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void aTakenPortIsNamed() {
        int port = endpoint.baseUrl().getPort();

        assertThatThrownBy(() -> DemoEndpoint.start(port, new DemoEndpoint.Settings(null, List.of(), Duration.ZERO)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Port " + port + " on 127.0.0.1 is taken");
    }

    @Test
    void negativeLatencyIsRefused() {
        assertThatThrownBy(() -> new DemoEndpoint.Settings(null, List.of(), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
