package io.cama.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback address that does with each request what its script says: the first behaviour
 * with the first, and so on; the last one with all that follow.
 */
public final class RawServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final ServerSocket listening;
    private final String scheme;
    private final ArrayDeque<Behaviour> script;
    private final List<Seen> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        return thread;
    });

    private RawServer(ServerSocket listening, String scheme, List<Behaviour> script) {
        this.listening = listening;
        this.scheme = scheme;
        this.script = new ArrayDeque<>(script);
        if (script.isEmpty()) {
            throw new IllegalArgumentException("a script needs a behaviour");
        }
    }

    /** Serves on a free port. */
    public static RawServer start(Behaviour... script) throws IOException {
        return start(ServerSocketFactory.getDefault(), "http", script);
    }

    /** Serves TLS on a free port. */
    public static RawServer startTls(SSLContext context, Behaviour... script) throws IOException {
        return start(context.getServerSocketFactory(), "https", script);
    }

    private static RawServer start(ServerSocketFactory factory, String scheme, Behaviour... script) throws IOException {
        ServerSocket listening =
                factory.createServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        var server = new RawServer(listening, scheme, List.of(script));
        server.threads.execute(server::accept);
        return server;
    }

    /** {@code http://127.0.0.1:PORT}, or {@code https}. */
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort());
    }

    /** The whole requests so far, in the order they arrived. */
    public List<Seen> requests() {
        return List.copyOf(requests);
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        while (ended.getCount() > 0) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                threads.execute(() -> serve(number, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(int number, Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var connection = new Connection(number, socket, ended);
            if (firstActsAtAccept()) {
                take().answer(connection);
            }
            while (!connection.isClosed() && ended.getCount() > 0) {
                var request = connection.next();
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request.get());
                take().answer(connection);
            }
        } catch (IOException callerHasGone) {
            ended.getCount();
        } finally {
            open.remove(socket);
        }
    }

    private boolean firstActsAtAccept() {
        synchronized (script) {
            return script.getFirst().atAccept();
        }
    }

    private Behaviour take() {
        synchronized (script) {
            return script.size() > 1 ? script.removeFirst() : script.getFirst();
        }
    }

    /** Ends everything, also what is under way. */
    @Override
    public void close() throws IOException {
        ended.countDown();
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
