package io.cama.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A model endpoint that costs next to nothing: one thread, one selector, one reply of about a kilobyte, the same for
 * every prompt. The first part of the path says what it does: {@code /l50/v1} answers after 50 ms, {@code
 * /faulty/v1} after 50 ms as {@link Faults} has it, {@code GET /figures} tells calls so far, CPU in microseconds, and
 * the microseconds from the first call to the last answer since it was asked before.
 * It prints its port, and ends with its input.
 */
final class Stub {
    /** What is answered. */
    private enum Answer {
        GOOD(completion("{\\\"said\\\":\\\"" + "a word is known by its neighbours ".repeat(20) + "\\\"}")),
        BROKEN(completion("Certainly! Here is what I think of it.")),
        BUSY(response("429 Too Many Requests", "Retry-After: 1\r\n", "{\"error\":{\"message\":\"slow down\"}}")),
        DOWN(response("503 Service Unavailable", "", "{\"error\":{\"message\":\"overloaded\"}}")),
        /** The connection is closed instead. */
        NOTHING("");

        private final String response;

        Answer(String response) {
            this.response = response;
        }
    }

    /** An answer held back for longer may be a millisecond late: keeping it to the microsecond takes a processor. */
    private static final int EXACT_MILLIS = 100;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Faults faults = new Faults(1);
    private long calls;
    private long first;
    private long last;

    /** An answer held back for so long, until an instant of {@link System#nanoTime()}. */
    private record Due(int millis, long at, Connection connection, Answer answer) {}

    /** A connection, and what has come in on it and is not yet answered. */
    private static final class Connection {
        private final SocketChannel channel;
        private final byte[] bytes = new byte[65_536];
        private final ByteBuffer in = ByteBuffer.wrap(bytes);

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private Stub() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        Stub stub = new Stub();
        Thread ender = new Thread(Stub::endWithInput);
        ender.setDaemon(true);
        ender.start();
        System.out.println(stub.server.socket().getLocalPort());
        while (true) {
            stub.turn();
        }
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException gone) {
            // Whoever started it has ended.
        }
        System.exit(0);
    }

    private void turn() throws IOException {
        Due next = due.peek();
        if (next == null) {
            selector.select();
        } else {
            long wait = next.at() - System.nanoTime();
            if (wait > 0 && (wait > 1_000_000 || next.millis() > EXACT_MILLIS)) {
                selector.select(Math.max(1, wait / 1_000_000));
            } else {
                selector.selectNow();
            }
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isAcceptable()) {
                accept();
            } else {
                read(key);
            }
        }
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        for (Due one = due.peek(); one != null && one.at() <= now; one = due.peek()) {
            due.poll();
            write(one.connection(), one.answer().response);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        }
    }

    private void read(SelectionKey key) throws IOException {
        Connection connection = (Connection) key.attachment();
        ByteBuffer in = connection.in;
        try {
            if (connection.channel.read(in) < 0) {
                connection.channel.close();
                return;
            }
        } catch (IOException reset) {
            connection.channel.close();
            return;
        }
        int head = headEnd(in);
        if (head < 0) {
            return;
        }
        String headers = new String(connection.bytes, 0, head, StandardCharsets.ISO_8859_1);
        if (in.position() >= head + 4 + length(headers)) {
            in.clear();
            answer(connection, headers);
        }
    }

    private static int headEnd(ByteBuffer in) {
        for (int i = 0; i + 3 < in.position(); i++) {
            if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int length(String headers) {
        String name = "\r\ncontent-length:";
        for (int at = headers.indexOf("\r\n"); at >= 0; at = headers.indexOf("\r\n", at + 2)) {
            if (headers.regionMatches(true, at, name, 0, name.length())) {
                int end = headers.indexOf("\r\n", at + 2);
                return Integer.parseInt(headers.substring(at + name.length(), end < 0 ? headers.length() : end)
                        .strip());
            }
        }
        return 0;
    }

    private void answer(Connection connection, String headers) throws IOException {
        if (headers.startsWith("GET")) {
            String figures = calls + " " + Cpu.micros() + " " + (last - first) / 1_000;
            first = 0;
            write(connection, response("200 OK", "", figures));
            return;
        }
        calls++;
        first = first == 0 ? System.nanoTime() : first;
        int path = headers.indexOf('/');
        String kind = headers.substring(path + 1, headers.indexOf('/', path + 1));
        if (kind.equals("faulty")) {
            Faults.Fault fault = faults.next();
            hold(connection, fault.millis(), faulty(fault));
        } else if (kind.equals("l0")) {
            write(connection, Answer.GOOD.response);
        } else {
            hold(connection, Integer.parseInt(kind.substring(1)), Answer.GOOD);
        }
    }

    private static Answer faulty(Faults.Fault fault) {
        return switch (fault) {
            case NONE, SLOW -> Answer.GOOD;
            case BROKEN_FORM -> Answer.BROKEN;
            case TOO_MANY -> Answer.BUSY;
            case UNAVAILABLE -> Answer.DOWN;
            case RESET -> Answer.NOTHING;
        };
    }

    private void hold(Connection connection, int millis, Answer answer) {
        due.add(new Due(millis, System.nanoTime() + millis * 1_000_000L, connection, answer));
    }

    private void write(Connection connection, String response) throws IOException {
        if (response.isEmpty()) {
            connection.channel.close();
            return;
        }
        last = System.nanoTime();
        ByteBuffer out = ByteBuffer.wrap(response.getBytes(StandardCharsets.ISO_8859_1));
        try {
            while (out.hasRemaining()) {
                connection.channel.write(out);
            }
        } catch (IOException reset) {
            connection.channel.close();
        }
    }

    private static String response(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private static String completion(String content) {
        return response(
                "200 OK",
                "",
                "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"model\":\"stub-1\",\"choices\":[{\"index\":0,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + content
                        + "\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":150,\"completion_tokens\":180,\"total_tokens\":330}}");
    }
}
