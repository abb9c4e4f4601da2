package io.cama.flow.ask;

import io.cama.flow.attempt.Try;
import io.cama.llm.Redaction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/** What came back over the wire. */
final class Heard {
    /** What stands in a text for bytes that are none. */
    private static final char REPLACED = '\uFFFD';

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String text;

    private Heard(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.text = new String(body, StandardCharsets.UTF_8);
    }

    static Heard of(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return new Heard(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                headers(exchange),
                body == null ? new byte[0] : body);
    }

    private static Map<String, String> headers(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getMessage()
                .getHeaders()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        return headers;
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    /** Names in lower case. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Whether every byte of it is part of a text. */
    boolean isText() {
        return text.indexOf(REPLACED) < 0 || isUtf8();
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The text without the key, which an endpoint may echo, or a secret header; the ledger must not learn them. */
    String withoutKey(Try asked) {
        return Redaction.of(asked.candidate().provider()).exact(text);
    }
}
