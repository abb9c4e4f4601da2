package io.cama.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The server's end of a connection. */
public final class Connection {
    private final int number;
    private final Socket socket;
    private final CountDownLatch ended;
    private final InputStream in;
    private final OutputStream out;

    Connection(int number, Socket socket, CountDownLatch ended) throws IOException {
        this.number = number;
        this.socket = socket;
        this.ended = ended;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Reads the next request; empty when the caller has ended the connection. */
    Optional<Seen> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        long nanoTime = System.nanoTime();
        var head = new ByteArrayOutputStream();
        head.write(first);
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(read());
        }
        Seen start = new Seen(number, nanoTime, head.toByteArray(), new byte[0]);
        if (!start.header("expect").isEmpty()) {
            send("HTTP/1.1 100 Continue\r\n\r\n");
        }
        return Optional.of(new Seen(number, nanoTime, start.head(), body(start)));
    }

    private byte[] body(Seen start) throws IOException {
        if (start.header("transfer-encoding").contains("chunked")) {
            var body = new ByteArrayOutputStream();
            while (!body.toString(ISO_8859_1).matches("(?s)(.*\r\n)?0\r\n(.+\r\n)*\r\n")) {
                body.write(read());
            }
            return body.toByteArray();
        }
        int length = start.header("content-length").stream()
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the request ended after " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the request ended in its head");
        }
        return next;
    }

    /** Where to write what is too long to hold. */
    public OutputStream out() {
        return out;
    }

    /** Sends bytes at once. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends a text at once, as UTF-8. */
    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    /** Sends bytes one by one. */
    public void drip(byte[] bytes, Duration gap) throws IOException {
        for (byte one : bytes) {
            send(new byte[] {one});
            if (pause(gap)) {
                return;
            }
        }
    }

    /** Waits; says whether the server was closed meanwhile. */
    public boolean pause(Duration time) {
        try {
            return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the connection in order. */
    public void close() throws IOException {
        socket.close();
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean isClosed() {
        return socket.isClosed();
    }
}
