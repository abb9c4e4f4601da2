package io.cama.llm.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cama.llm.demo.fault.Faults;
import io.cama.llm.demo.fault.Latency;
import io.cama.llm.demo.speech.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model endpoint on the loopback address, over HTTP: the {@link DemoModel} at its three paths, {@code GET
 * /v1/models} and {@code GET /api/tags}. Any key and any model name will do. It misbehaves as it is told.
 */
public final class DemoEndpoint implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int THREADS = 8;

    /**
     * What the endpoint does beside answering.
     *
     * @param callLog a JSON line for each call is appended here before it is answered; null for none
     * @param durable whether the line is on the disk by then, else in the hands of the operating system
     * @param replyFiles replies written by hand, one JSON object a line
     * @param faults how it misbehaves
     * @param watcher is told each line of the call log, whether there is a file or not
     */
    public record Settings(
            @Nullable Path callLog, boolean durable, List<Path> replyFiles, Faults faults, Consumer<String> watcher) {
        public Settings {
            replyFiles = List.copyOf(replyFiles);
        }

        /**
         * An endpoint that behaves.
         *
         * @param latency how long each answer is held back, zero for not at all
         */
        public Settings(@Nullable Path callLog, List<Path> replyFiles, Duration latency) {
            this(callLog, false, replyFiles, Faults.late(Latency.fixed(latency)), line -> {});
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Rehearsal rehearsal;
    private final @Nullable CallLog log;
    private final Consumer<String> watcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DemoEndpoint(HttpServer server, Rehearsal rehearsal, @Nullable CallLog log, Consumer<String> watcher) {
        this.server = server;
        this.rehearsal = rehearsal;
        this.log = log;
        this.watcher = watcher;
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
     * @throws BindException if the port is taken
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if a line of a reply file is malformed
     */
    public static DemoEndpoint start(int port, Settings settings) throws IOException {
        DemoModel model = DemoModel.read(settings.replyFiles());
        var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        HttpServer server;
        tune();
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            var taken =
                    new BindException("Port " + port + " on 127.0.0.1 is taken. Choose another, or 0 for a free one.");
            taken.initCause(e);
            throw taken;
        }
        Path path = settings.callLog();
        try {
            CallLog log = path == null ? null : CallLog.open(path, settings.durable());
            var rehearsal = new Rehearsal(model, settings.faults(), System::nanoTime);
            var endpoint = new DemoEndpoint(server, rehearsal, log, settings.watcher());
            server.createContext("/", endpoint::handle);
            server.setExecutor(endpoint.threads);
            server.start();
            return endpoint;
        } catch (IOException e) {
            server.stop(0);
            throw e;
        }
    }

    /**
     * The JDK's server by default lets a reply's body wait until its head is confirmed, which costs 40 ms, and
     * drops idle connections beyond 200. It offers no other way to change that, and reads this once.
     */
    private static void tune() {
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        System.getProperties().putIfAbsent("sun.net.httpserver.maxIdleConnections", String.valueOf(BACKLOG));
    }

    /** The base URL for Chat Completions, which ends in {@code /v1}. */
    public URI baseUrl() {
        return URI.create(rootUrl() + "/v1");
    }

    /** The base URL for Anthropic's and Ollama's protocol. */
    public URI rootUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many well-formed requests have come in. */
    public long calls() {
        return rehearsal.calls();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var delivery = new Delivery(exchange, threads);
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (!method.equals("POST")) {
            delivery.send(method.equals("GET") ? DemoModel.models(path) : DemoModel.unknown(method + " " + path));
            return;
        }
        Instant at = Instant.now();
        DemoModel.Incoming incoming =
                DemoModel.understand(path, exchange.getRequestBody().readNBytes(DemoModel.readAtMost()));
        Asked asked = incoming.asked().orElse(null);
        if (asked == null) {
            note(new CallLog.Line(at, path, incoming.asked(), incoming.refusal().status(), "", 0));
            delivery.send(incoming.refusal());
            return;
        }
        Rehearsal.Turn turn = rehearsal.play(incoming.speech(), asked);
        note(new CallLog.Line(at, path, incoming.asked(), turn.status(), turn.fault(), turn.nth()));
        Delivery.after(turn.latency(), threads, () -> delivery.send(turn));
    }

    private void note(CallLog.Line line) throws IOException {
        if (log != null) {
            log.append(line);
        }
        watcher.accept(line.toString());
    }

    /** Stops serving at once; answers not yet sent are dropped. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
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
