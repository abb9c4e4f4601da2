package io.cama.llm.demo;

import com.sun.net.httpserver.HttpExchange;
import io.cama.llm.demo.DemoModel.Response;
import io.cama.llm.demo.fault.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sends a response, well or badly. What is to be waited for holds no thread. */
final class Delivery {
    private static final Duration BETWEEN_DRIPS = Duration.ofMillis(50);
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final HttpExchange exchange;
    private final Executor threads;

    Delivery(HttpExchange exchange, Executor threads) {
        this.exchange = exchange;
        this.threads = threads;
    }

    /** Does it later, or at once where there is nothing to wait for. */
    static void after(Duration time, Executor threads, Runnable work) {
        if (time.isZero()) {
            work.run();
            return;
        }
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, threads)
                .execute(work);
    }

    void send(Rehearsal.Turn turn) {
        try {
            byte[] body = turn.wire() == Action.Wire.RESET ? new byte[0] : head(turn.response());
            switch (turn.wire()) {
                case RESET -> exchange.close();
                case CUT -> {
                    write(body, 0, body.length / 2);
                    exchange.close();
                }
                case DRIP -> drip(body, 0, turn.span());
                case WHOLE -> {
                    write(body, 0, body.length);
                    exchange.close();
                }
            }
        } catch (IOException callerHasGone) {
            exchange.close();
        }
    }

    void send(Response response) {
        send(new Rehearsal.Turn(response, Action.Wire.WHOLE, Duration.ZERO, Duration.ZERO, "", 0));
    }

    /** Sends the head, and says what is to follow it. */
    private byte[] head(Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean none = exchange.getRequestMethod().equals("HEAD")
                || response.body().isEmpty()
                || response.status() == NO_CONTENT
                || response.status() == NOT_MODIFIED;
        byte[] body = none ? new byte[0] : response.bytes();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        return body;
    }

    private void write(byte[] body, int from, int to) throws IOException {
        if (to > from) {
            exchange.getResponseBody().write(body, from, to - from);
            exchange.getResponseBody().flush();
        }
    }

    private void drip(byte[] body, int from, Duration left) throws IOException {
        long drips = Math.max(1, left.dividedBy(BETWEEN_DRIPS));
        int to = from + (int) Math.max(1, (body.length - from) / (drips + 1));
        if (to >= body.length || left.isZero()) {
            write(body, from, body.length);
            exchange.close();
            return;
        }
        write(body, from, to);
        Duration wait = left.compareTo(BETWEEN_DRIPS) < 0 ? left : BETWEEN_DRIPS;
        Duration step = body.length - to < drips ? left.dividedBy(body.length - to) : wait;
        after(step, threads, () -> {
            try {
                drip(body, to, left.minus(step));
            } catch (IOException callerHasGone) {
                exchange.close();
            }
        });
    }
}
