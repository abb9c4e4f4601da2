package io.cama.ops.http.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.cama.llm.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads requests from the JDK's server, and writes replies to it. */
public final class Wire {
    private static final int LONGEST_URI = 4096;
    private static final int LONGEST_DETAIL = 600;
    private static final int DRAINED = 4 * 1024 * 1024;
    private static final Duration DRAINING = Duration.ofSeconds(2);
    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cache-Control", "no-store",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin");

    private final Deadlines deadlines;
    private final Duration time;
    private final BooleanSupplier pressed;

    /**
     * Between the server and those who ask.
     *
     * @param time a client has to send a document, and to take a reply
     * @param pressed whether others wait; then what is refused is not read to its end
     */
    public Wire(Deadlines deadlines, Duration time, BooleanSupplier pressed) {
        this.deadlines = deadlines;
        this.time = time;
        this.pressed = pressed;
    }

    /** A text as a client may see it: one line, no keys, not too long. */
    public static String clean(@Nullable String text) {
        return Redaction.byForm().line(String.valueOf(text), LONGEST_DETAIL);
    }

    /** The request as it came; its path is empty where that is no plain path. */
    public Request request(HttpExchange exchange) {
        String uri = exchange.getRequestURI().toString(); // as it was sent; its parts are not: they drop slashes
        boolean plain = uri.startsWith("/") && !uri.startsWith("//") && uri.length() <= LONGEST_URI;
        int cut = uri.indexOf('?');
        return new Request(
                exchange.getRequestMethod(),
                plain ? uri.substring(0, cut < 0 ? uri.length() : cut) : "",
                plain && cut >= 0 ? query(uri.substring(cut + 1)) : Map.of(),
                exchange.getRequestHeaders(),
                exchange.getRemoteAddress().getAddress(),
                exchange.getLocalAddress().getAddress(),
                new Content(exchange.getRequestBody(), deadlines, time));
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw.isEmpty()) {
            return query;
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.putIfAbsent(
                    decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noCode) {
            throw Problem.bad("The query holds a percent sign that is no code.");
        }
    }

    /** Sends a reply; what is left of a refused request's content is read away, so that its sender sees why. */
    public void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        ALWAYS.forEach(headers::set);
        reply.headers().forEach(headers::set);
        if (!reply.type().isEmpty()) {
            headers.set("Content-Type", reply.type());
        }
        boolean refused = reply.status() >= 400;
        if (refused) {
            headers.set("Connection", "close");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        Reply.Stream stream = reply.stream();
        if (stream != null && !head) {
            stream.take(new Open(exchange));
            return;
        }
        try {
            deadlines.within(time, () -> write(exchange, reply, head));
        } catch (IOException gone) {
            exchange.close();
            throw gone;
        }
        if (refused) {
            drain(exchange);
        }
        exchange.close();
    }

    private static int write(HttpExchange exchange, Reply reply, boolean head) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (head && reply.stream() == null) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        boolean empty = head || body.length == 0;
        exchange.sendResponseHeaders(reply.status(), empty ? -1 : body.length);
        if (!empty) {
            OutputStream out = exchange.getResponseBody();
            out.write(body);
            out.flush();
        }
        return body.length;
    }

    private void drain(HttpExchange exchange) {
        try {
            deadlines.within(DRAINING, pressed, () -> {
                InputStream in = exchange.getRequestBody();
                byte[] away = new byte[8192];
                int left = DRAINED;
                for (int read = in.read(away); read >= 0 && left > 0; read = in.read(away)) {
                    left -= read;
                }
                return left;
            });
        } catch (IOException closedAlready) {
            exchange.close();
        }
    }

    /** Goes on until it is closed; each sending has its time. */
    private final class Open implements Writing {
        private final HttpExchange exchange;
        private boolean begun;

        Open(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void send(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            deadlines.within(time, () -> {
                if (!begun) {
                    begun = true;
                    exchange.sendResponseHeaders(200, 0);
                }
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().flush();
                return bytes.length;
            });
        }

        @Override
        public void close() {
            exchange.close();
        }
    }
}
