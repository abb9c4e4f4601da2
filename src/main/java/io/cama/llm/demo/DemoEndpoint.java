package io.cama.llm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A model endpoint on the loopback address: {@code POST /v1/chat/completions} as OpenAI defined it, and
 * {@code GET /v1/models}. Any key and any model name will do.
 */
public final class DemoEndpoint implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 10_000_000;
    private static final int BACKLOG = 1_024;
    private static final int THREADS = 8;

    /**
     * What the endpoint does beside answering.
     *
     * @param callLog a JSON line for each call is appended here before it is answered; null for none
     * @param replyFiles replies written by hand, one JSON object a line
     * @param latency how long each answer is held back, zero for not at all
     */
    public record Settings(@Nullable Path callLog, List<Path> replyFiles, Duration latency) {
        public Settings {
            replyFiles = List.copyOf(replyFiles);
            if (latency.isNegative()) {
                throw new IllegalArgumentException("latency must be zero or more, was " + latency);
            }
        }
    }

    private record Response(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads;
    private final DemoAnswer answer;
    private final @Nullable CallLog log;
    private final Duration latency;
    private final AtomicLong calls = new AtomicLong();

    private DemoEndpoint(HttpServer server, DemoAnswer answer, @Nullable CallLog log, Duration latency) {
        this.server = server;
        this.answer = answer;
        this.log = log;
        this.latency = latency;
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "demo-endpoint");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken, or a file cannot be read or written
     * @throws IllegalArgumentException if a line of a reply file is malformed
     */
    public static DemoEndpoint start(int port, Settings settings) throws IOException {
        var answer = new DemoAnswer(ReplyBook.read(settings.replyFiles()));
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        HttpServer server;
        tune();
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw new IOException("Port " + port + " on 127.0.0.1 is taken. Choose another, or 0 for a free one.", e);
        }
        Path path = settings.callLog();
        CallLog log = path == null ? null : CallLog.open(path, Clock.systemUTC());
        var endpoint = new DemoEndpoint(server, answer, log, settings.latency());
        server.createContext("/", endpoint::handle);
        server.setExecutor(endpoint.threads);
        server.start();
        return endpoint;
    }

    /**
     * The JDK's server by default lets a reply's body wait until its head is confirmed, which costs 40 ms, and
     * drops idle connections beyond 200. It offers no other way to change that, and reads this once.
     */
    private static void tune() {
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxIdleConnections", String.valueOf(BACKLOG));
    }

    /** The base URL, which ends in {@code /v1}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How many well-formed requests have come in. */
    public long calls() {
        return calls.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Response response = respond(exchange);
        if (latency.isZero()) {
            send(exchange, response);
            return;
        }
        CompletableFuture.delayedExecutor(latency.toNanos(), TimeUnit.NANOSECONDS, threads)
                .execute(() -> send(exchange, response));
    }

    private Response respond(HttpExchange exchange) throws IOException {
        String asked =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        if (asked.equals("GET /v1/models")) {
            ObjectNode list = JSON.createObjectNode().put("object", "list");
            list.putArray("data")
                    .addObject()
                    .put("id", "any")
                    .put("object", "model")
                    .put("owned_by", "demo");
            return new Response(200, JSON.writeValueAsString(list));
        }
        if (!asked.equals("POST /v1/chat/completions")) {
            return error(404, "", "Unknown request URL: " + asked + ". The demo endpoint serves /v1/chat/completions.");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return error(413, "", "The request has more than " + MAX_BODY + " bytes.");
        }
        try {
            DemoRequest request = DemoRequest.read(body);
            calls.incrementAndGet();
            if (log != null) {
                log.append(request);
            }
            return new Response(200, answer.to(request));
        } catch (DemoRequest.Malformed e) {
            return error(400, e.param(), String.valueOf(e.getMessage()));
        }
    }

    private static Response error(int status, String param, String message) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error").put("message", message).put("type", "invalid_request_error");
        error.put("param", param.isEmpty() ? null : param).putNull("code");
        return new Response(status, JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, Response response) {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = response.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try {
            exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        } catch (IOException e) {
            exchange.close();
        }
    }

    /** Stops serving at once; answers not yet sent are dropped. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        if (log != null) {
            try {
                log.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the call log could not be closed", e);
            }
        }
    }
}
