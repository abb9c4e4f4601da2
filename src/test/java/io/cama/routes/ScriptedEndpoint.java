package io.cama.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A model endpoint on loopback that answers as a test says, and remembers what it was asked. */
public final class ScriptedEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it answers; a status below zero closes the connection without an answer. */
    public record Answer(int status, String body, Map<String, String> headers) {
        /** A chat completion with this content. */
        public static Answer says(String content) {
            return new Answer(200, completion(content, "stop"), Map.of());
        }

        public static Answer fails(int status, String message) {
            return new Answer(status, "{\"error\":{\"message\":\"" + message + "\"}}", Map.of());
        }

        static String completion(String content, String finish) {
            try {
                return JSON.writeValueAsString(Map.of(
                        "model",
                        "scripted-1",
                        "choices",
                        List.of(Map.of(
                                "message", Map.of("role", "assistant", "content", content), "finish_reason", finish)),
                        "usage",
                        Map.of("prompt_tokens", 10, "completion_tokens", 5)));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A request as it arrived. */
    public record Call(JsonNode body, Map<String, List<String>> headers, String path) {
        /** The text of the last message. */
        public String asked() {
            JsonNode messages = body.path("messages");
            return messages.path(messages.size() - 1).path("content").asText();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile Function<Call, Answer> script;

    public ScriptedEndpoint(Function<Call, Answer> script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** From now on it answers by this script, and forgets what it was asked before. */
    public void script(Function<Call, Answer> next) {
        script = next;
        calls.clear();
        mostInFlight.set(0);
    }

    public List<Call> calls() {
        return calls;
    }

    public int mostInFlight() {
        return mostInFlight.get();
    }

    private void answer(HttpExchange http) throws IOException {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try (http) {
            byte[] request = http.getRequestBody().readAllBytes();
            Call call = new Call(
                    JSON.readTree(request),
                    Map.copyOf(http.getRequestHeaders()),
                    http.getRequestURI().toString());
            calls.add(call);
            Answer answer = script.apply(call);
            if (answer.status() > 0) {
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                answer.headers().forEach(http.getResponseHeaders()::set);
                http.getResponseHeaders().set("Content-Type", "application/json");
                inFlight.decrementAndGet();
                http.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
                http.getResponseBody().write(body);
            } else {
                inFlight.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
