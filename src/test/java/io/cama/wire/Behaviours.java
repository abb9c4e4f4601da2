package io.cama.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** The usual behaviours of a {@link RawServer}. A body is JSON unless said otherwise. */
public final class Behaviours {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final int MEGABYTE = 1 << 20;

    private Behaviours() {}

    /** These bytes; the connection stays open. */
    public static Behaviour bytes(byte[] bytes) {
        return connection -> connection.send(bytes);
    }

    /** 200. */
    public static Behaviour ok(String body) {
        return status("200 OK", "Content-Type: application/json\r\n", body);
    }

    /**
     * A response of one piece.
     *
     * @param status such as {@code 503 Service Unavailable}
     * @param headers lines that each end in CR LF
     */
    public static Behaviour status(String status, String headers, String body) {
        return bytes(("HTTP/1.1 " + status + "\r\n" + headers + length(body) + "\r\n" + body).getBytes(UTF_8));
    }

    /** A redirect; {@code status} as in {@link #status}. */
    public static Behaviour redirect(String status, String location) {
        return status(status, "Location: " + location + "\r\n", "");
    }

    /** 200 whose head is whole and whose body comes byte by byte. */
    public static Behaviour dripBody(String body, Duration gap) {
        return connection -> {
            connection.send(OK + length(body) + "\r\n");
            connection.drip(body.getBytes(UTF_8), gap);
        };
    }

    /** 200 that comes byte by byte from its first. */
    public static Behaviour dripAll(String body, Duration gap) {
        return connection -> connection.drip((OK + length(body) + "\r\n" + body).getBytes(UTF_8), gap);
    }

    /** Nothing at all, until the server is closed. */
    public static Behaviour silence() {
        return connection -> connection.pause(Duration.ofHours(1));
    }

    /** RST after the request. */
    public static Behaviour reset() {
        return Connection::reset;
    }

    /** RST before a request. */
    public static Behaviour resetAtAccept() {
        return Behaviour.onAccept(Connection::reset);
    }

    /** End of the connection after the request, without an answer. */
    public static Behaviour close() {
        return Connection::close;
    }

    /** End of the connection before a request. */
    public static Behaviour closeAtAccept() {
        return Behaviour.onAccept(Connection::close);
    }

    /** Half of the body that Content-Length promises, then the end of the connection. */
    public static Behaviour halfBody(String body) {
        return connection -> {
            connection.send(OK + length(body) + "\r\n" + body.substring(0, body.length() / 2));
            connection.close();
        };
    }

    /** Half of the body that Content-Length promises, then RST. */
    public static Behaviour resetInBody(String body) {
        return connection -> {
            connection.send(OK + length(body) + "\r\n" + body.substring(0, body.length() / 2));
            connection.reset();
        };
    }

    /** 200, and then the end of the connection, which the caller believes to be kept alive. */
    public static Behaviour okThenCloseIdle(String body) {
        return connection -> {
            connection.send(OK + "Connection: keep-alive\r\n" + length(body) + "\r\n" + body);
            connection.close();
        };
    }

    /** Two values of Content-Length that differ. */
    public static Behaviour twoLengths(String body) {
        return connection -> {
            connection.send(OK + length(body) + "Content-Length: 1\r\n\r\n" + body);
            connection.close();
        };
    }

    /** Bytes that are no HTTP, then the end of the connection. */
    public static Behaviour notHttp() {
        return connection -> {
            connection.send("SSH-2.0-OpenSSH_9.2\r\n\u0000\u0001\u0002");
            connection.close();
        };
    }

    /** HTTP/1.0 whose body ends with the connection. */
    public static Behaviour http10(String body) {
        return connection -> {
            connection.send("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body);
            connection.close();
        };
    }

    /** 100 Continue, then 200. */
    public static Behaviour continueThenOk(String body) {
        return connection -> {
            connection.send("HTTP/1.1 100 Continue\r\n\r\n");
            ok(body).answer(connection);
        };
    }

    /** 204. */
    public static Behaviour noContent() {
        return bytes("HTTP/1.1 204 No Content\r\n\r\n".getBytes(UTF_8));
    }

    /** 202. */
    public static Behaviour accepted(String body) {
        return status("202 Accepted", "Content-Type: application/json\r\n", body);
    }

    /** Chunked, in two chunks and with a trailer. */
    public static Behaviour chunkedWithTrailers(String body) {
        int half = body.length() / 2;
        return bytes((OK + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n" + chunk(body.substring(0, half))
                        + chunk(body.substring(half)) + "0\r\nX-Sum: 1\r\n\r\n")
                .getBytes(UTF_8));
    }

    /** Chunked, and the second chunk's length is no number. */
    public static Behaviour badChunk(String body) {
        return connection -> {
            connection.send(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk(body) + "zz\r\n" + body + "\r\n");
            connection.close();
        };
    }

    /** Chunked, and the connection ends before the last chunk. */
    public static Behaviour chunkedCut(String body) {
        return connection -> {
            connection.send(OK + "Transfer-Encoding: chunked\r\n\r\n" + chunk(body));
            connection.close();
        };
    }

    /** Compressed. */
    public static Behaviour gzip(String body) {
        return compressed(zipped(body));
    }

    /** Compressed, with a byte in the middle that is wrong. */
    public static Behaviour corruptGzip(String body) {
        byte[] bytes = zipped(body);
        bytes[bytes.length / 2] ^= (byte) 0x55;
        return compressed(bytes);
    }

    private static Behaviour compressed(byte[] bytes) {
        return connection -> {
            connection.send(OK + "Content-Encoding: gzip\r\nContent-Length: " + bytes.length + "\r\n\r\n");
            connection.send(bytes);
        };
    }

    /** A body of a few hundred kilobytes that unpacks to so many megabytes of JSON; then the connection ends. */
    public static Behaviour gzipBomb(int megabytes) {
        return connection -> {
            connection.send(OK + "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
            try (OutputStream out = new GZIPOutputStream(connection.out(), MEGABYTE)) {
                fill(out, megabytes);
            }
            connection.close();
        };
    }

    /** A body of so many megabytes and a little more, JSON, never held as a whole; then the connection ends. */
    public static Behaviour streamed(int megabytes) {
        return connection -> {
            connection.send(OK + "Connection: close\r\n\r\n");
            fill(connection.out(), megabytes);
            connection.close();
        };
    }

    private static void fill(OutputStream out, int megabytes) throws IOException {
        byte[] megabyte = new byte[MEGABYTE];
        Arrays.fill(megabyte, (byte) 'a');
        out.write("{\"filler\":\"".getBytes(ISO_8859_1));
        for (int i = 0; i < megabytes; i++) {
            out.write(megabyte);
        }
        out.write("\"}".getBytes(ISO_8859_1));
        out.flush();
    }

    private static byte[] zipped(String body) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String length(String body) {
        return "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
    }
}
