package io.cama.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/** A request as it came over the wire. */
public final class Seen {
    private final int connection;
    private final long nanoTime;
    private final byte[] head;
    private final byte[] body;

    Seen(int connection, long nanoTime, byte[] head, byte[] body) {
        this.connection = connection;
        this.nanoTime = nanoTime;
        this.head = head;
        this.body = body;
    }

    /** Which connection it came on, from 1. */
    public int connection() {
        return connection;
    }

    /** {@link System#nanoTime} when its first byte was there. */
    public long nanoTime() {
        return nanoTime;
    }

    /** Request line and headers up to the empty line, which is included. */
    public byte[] head() {
        return head.clone();
    }

    /** The body, with its chunk lines where it was chunked. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as UTF-8. */
    public String bodyText() {
        return new String(body, UTF_8);
    }

    /** Such as {@code POST /v1/chat/completions HTTP/1.1}. */
    public String line() {
        return lines().get(0);
    }

    /** The headers' lines, in their order. */
    public List<String> headerLines() {
        return lines().subList(1, lines().size());
    }

    /** A header's values, in their order. */
    public List<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return headerLines().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    private List<String> lines() {
        return new String(head, ISO_8859_1).strip().lines().toList();
    }
}
