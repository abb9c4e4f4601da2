package io.cama.ops.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a server said, as it came over the wire. */
record HttpAnswer(String head, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static HttpAnswer of(byte[] all) {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end < 0
                ? new HttpAnswer(text, "")
                : new HttpAnswer(
                        text.substring(0, end), new String(Arrays.copyOfRange(all, end + 4, all.length), UTF_8));
    }

    /** 0 where nothing came back. */
    int status() {
        return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    Optional<String> header(String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }
}
