package io.cama.ops.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A line of the log.
 *
 * @param number from 1, without gaps
 * @param previous hash of the line before it, or {@link #NONE}
 * @param hash of all the others, in the order in which they stand
 */
public record Entry(long number, Deed deed, String previous, String hash) {
    /** What stands for the hash before the first line. */
    public static final String NONE = "0".repeat(64);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What no person writes by hand is cut, so that a line can be found from the end of the file. */
    private static final int LONGEST = 1000;

    /** The line that follows another. */
    static Entry after(long number, String previous, Deed deed) {
        Deed cut = new Deed(
                deed.at(),
                cut(deed.who()),
                deed.way(),
                deed.role(),
                deed.action(),
                cut(deed.object()),
                cut(deed.before()),
                cut(deed.after()),
                cut(deed.outcome()));
        return new Entry(number + 1, cut, previous, hash(node(number + 1, cut, previous)));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** A line as it was read; empty where it is none, and nobody has looked yet whether its hash is right. */
    static Optional<Entry> read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!(node instanceof ObjectNode) || !node.path("hash").isTextual()) {
                return Optional.empty();
            }
            Deed deed = new Deed(
                    Instant.parse(text(node, "at")),
                    text(node, "who"),
                    text(node, "way"),
                    text(node, "role"),
                    text(node, "action"),
                    text(node, "object"),
                    text(node, "before"),
                    text(node, "after"),
                    text(node, "outcome"));
            return Optional.of(
                    new Entry(node.path("number").asLong(), deed, text(node, "previous"), text(node, "hash")));
        } catch (JsonProcessingException | DateTimeException none) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }

    /** As it stands in the file, without the end of the line. */
    String line() {
        ObjectNode node = node(number, deed, previous);
        node.put("hash", hash);
        return node.toString();
    }

    /** Whether the hash is that of the rest. */
    boolean isSound() {
        return hash.equals(hash(node(number, deed, previous)));
    }

    private static ObjectNode node(long number, Deed deed, String previous) {
        return JSON.createObjectNode()
                .put("number", number)
                .put("at", deed.at().toString())
                .put("who", deed.who())
                .put("way", deed.way())
                .put("role", deed.role())
                .put("action", deed.action())
                .put("object", deed.object())
                .put("before", deed.before())
                .put("after", deed.after())
                .put("outcome", deed.outcome())
                .put("previous", previous);
    }

    private static String hash(ObjectNode node) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(node.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
