package io.cama.ops.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** Writes requests byte by byte, so that nothing is tidied up on the way. */
final class RawClient {
    private final URI server;
    private final String token;
    private final List<String> headers;

    RawClient(URI server, String token, String... headers) {
        this.server = server;
        this.token = token;
        this.headers = List.of(headers);
    }

    /** The same with headers in place of those before. */
    RawClient with(String... others) {
        return new RawClient(server, token, others);
    }

    /** The same with another token, or none where that is empty. */
    RawClient as(String other) {
        return new RawClient(server, other, headers.toArray(String[]::new));
    }

    HttpAnswer get(String path) throws IOException {
        return send("GET", path, "");
    }

    HttpAnswer post(String path, String json) throws IOException {
        return send("POST", path, json, "Content-Type: application/json");
    }

    HttpAnswer put(String path, String json) throws IOException {
        return send("PUT", path, json, "Content-Type: application/json");
    }

    HttpAnswer send(String method, String path, String body, String... more) throws IOException {
        byte[] content = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(line -> line.startsWith("Host"))) {
            head.append("Host: 127.0.0.1:").append(server.getPort()).append("\r\n");
        }
        if (!token.isEmpty()) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.forEach(line -> head.append(line).append("\r\n"));
        for (String line : more) {
            head.append(line).append("\r\n");
        }
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        try (Socket socket = open()) {
            socket.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
            socket.getOutputStream().write(content);
            socket.getOutputStream().flush();
            return HttpAnswer.of(all(socket));
        }
    }

    /** A connection of which nothing has been said yet. */
    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), server.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** All that comes until the server closes, or resets. */
    static byte[] all(Socket socket) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.write(next);
            }
        } catch (IOException reset) {
            return all.toByteArray();
        }
        return all.toByteArray();
    }
}
