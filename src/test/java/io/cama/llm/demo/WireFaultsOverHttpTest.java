package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.llm.demo.fault.Scenario;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireFaultsOverHttpTest {
    private final Path folder;
    private final Path log;
    private final List<String> watched = new CopyOnWriteArrayList<>();

    WireFaultsOverHttpTest(@TempDir Path folder) {
        this.folder = folder;
        this.log = folder.resolve("calls.jsonl");
    }

    private DemoEndpoint serve(Map<String, String> options) throws IOException {
        return DemoEndpoint.start(
                0, new DemoEndpoint.Settings(log, true, List.of(), Scenario.read(null, options), watched::add));
    }

    private DemoEndpoint scripted(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text);
        return DemoEndpoint.start(
                0, new DemoEndpoint.Settings(log, true, List.of(), Scenario.read(file, Map.of()), watched::add));
    }

    @Test
    void aResetClosesTheConnectionWithoutAnAnswer() throws Exception {
        try (DemoEndpoint endpoint = serve(Map.of("resets", "100"))) {
            assertThatThrownBy(() -> new DemoCaller(endpoint).ask("sea")).isInstanceOf(IOException.class);

            assertThat(Files.readString(log)).contains("\"status\":0,\"fault\":\"reset\"");
        }
    }

    @Test
    void aCutBodyEndsBeforeItsLength() throws Exception {
        try (DemoEndpoint endpoint = serve(Map.of("cut", "100"))) {
            assertThatThrownBy(() -> new DemoCaller(endpoint).ask("sea"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("fixed content-length");
        }
    }

    @Test
    void aDrippedBodyArrivesWhole() throws Exception {
        try (DemoEndpoint endpoint = scripted("rules:\n- then: { drip: 300ms }\n");
                DemoEndpoint plain = serve(Map.of())) {
            assertThat(new DemoCaller(endpoint).ask("sea").body())
                    .isEqualTo(new DemoCaller(plain).ask("sea").body());
        }
    }

    @Test
    void aBodyShorterThanItsDripsArrivesWholeToo() throws Exception {
        try (DemoEndpoint endpoint = scripted("rules:\n- then: { drip: 400ms, body: abc }\n")) {
            assertThat(new DemoCaller(endpoint).ask("sea").body()).asString().isEqualTo("abc");
        }
    }

    @Test
    void aStatusWithoutABodyHasNone() throws Exception {
        try (DemoEndpoint endpoint = scripted("rules:\n- then: { status: 204 }\n")) {
            HttpResponse<byte[]> response = new DemoCaller(endpoint).ask("sea");

            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void theOtherProtocolsAreServedAtTheirPaths() throws Exception {
        try (DemoEndpoint endpoint = serve(Map.of("error-rate", "100"))) {
            var caller = new DemoCaller(endpoint);
            String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

            HttpResponse<String> anthropic =
                    caller.post("/v1/messages", "{\"model\":\"m\",\"max_tokens\":5," + messages);
            HttpResponse<String> ollama = caller.post("/api/chat", "{\"model\":\"m\",\"stream\":false," + messages);

            assertThat(anthropic.statusCode()).isEqualTo(500);
            assertThat(anthropic.body()).contains("\"type\":\"api_error\"");
            assertThat(ollama.body()).startsWith("{\"error\":\"");
            assertThat(caller.post("/api/chat", "{").statusCode()).isEqualTo(400);
            assertThat(watched).hasSize(3).isEqualTo(Files.readAllLines(log));
            assertThat(watched.get(2)).contains("\"path\":\"/api/chat\"", "\"status\":400");
        }
    }

    @Test
    void aHundredsOfCallsAreHeldAtOnceByAFewThreads() throws Exception {
        try (DemoEndpoint endpoint = serve(Map.of("latency", "200ms"))) {
            HttpClient client = HttpClient.newHttpClient();
            var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
            for (int i = 0; i < 256; i++) {
                answers.add(client.sendAsync(
                        DemoCaller.to(endpoint, DemoCaller.request("n " + i).getBytes(UTF_8)),
                        HttpResponse.BodyHandlers.ofByteArray()));
            }

            assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("demo-endpoint"))
                            .count())
                    .isBetween(1L, 8L * 2);
            assertThat(Files.readAllLines(log)).hasSize(256);
        }
    }
}
