package io.cama.routes;

import io.cama.wire.Behaviour;
import io.cama.wire.Connection;
import io.cama.wire.RawServer;
import io.cama.wire.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A {@link RawServer} whose script each test sets anew, so that many tests share one address. */
final class Stage implements AutoCloseable {
    private final RawServer server;
    private final ArrayDeque<Behaviour> script = new ArrayDeque<>();
    private int before;
    private int connectionsBefore;

    private Stage(@Nullable SSLContext tls) throws IOException {
        Behaviour scripted = new Behaviour() {
            @Override
            public void answer(Connection connection) throws IOException {
                next().answer(connection);
            }

            @Override
            public boolean atAccept() {
                synchronized (script) {
                    return !script.isEmpty() && script.getFirst().atAccept();
                }
            }
        };
        server = tls == null ? RawServer.start(scripted) : RawServer.startTls(tls, scripted);
    }

    static Stage open() {
        try {
            return new Stage(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stage openTls(SSLContext tls) {
        try {
            return new Stage(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Behaviour next() {
        synchronized (script) {
            return script.size() > 1 ? script.removeFirst() : script.getFirst();
        }
    }

    /** From now on each request meets the next of these, the last of them all that follow. */
    void play(Behaviour... behaviours) {
        synchronized (script) {
            script.clear();
            script.addAll(List.of(behaviours));
        }
        before = server.requests().size();
        connectionsBefore = server.connections();
    }

    /** What was asked since the script was set. */
    List<Seen> requests() {
        List<Seen> all = server.requests();
        return all.subList(before, all.size());
    }

    /** Connections since the script was set. */
    int connections() {
        return server.connections() - connectionsBefore;
    }

    /** {@code http://127.0.0.1:PORT}, or {@code https}. */
    String url() {
        return server.url().toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
