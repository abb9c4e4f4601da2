package io.cama.ops.seen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of OpenTelemetry on loopback that takes protobuf over HTTP (opentelemetry-proto 1.x) and keeps it. */
final class Collector implements AutoCloseable {
    /** A span as it arrived; status 2 is an error. */
    record Span(
            String trace,
            String id,
            String parent,
            String name,
            long kind,
            Map<String, String> attributes,
            List<Wire> events,
            long status) {}

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
    private final List<Wire> metrics = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        paths.add(path);
        for (Wire one : Wire.read(body).messages(1)) {
            resources.add(one.messages(1).get(0).attributes(1));
            for (Wire scope : one.messages(2)) {
                if (path.equals("/v1/traces")) {
                    scope.messages(2).forEach(span -> spans.add(span(span)));
                } else {
                    metrics.addAll(scope.messages(2));
                }
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(Wire span) {
        long status = span.messages(15).stream().mapToLong(one -> one.number(3)).sum();
        return new Span(
                span.hex(1),
                span.hex(2),
                span.hex(4),
                span.text(5),
                span.number(6),
                span.attributes(9),
                span.messages(11),
                status);
    }

    List<Span> spans() {
        return spans;
    }

    List<Map<String, String>> resources() {
        return resources;
    }

    /** What was sent of metrics, each with its name in field 1 and its unit in field 3. */
    List<Wire> metrics() {
        return metrics;
    }

    List<String> paths() {
        return paths;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
