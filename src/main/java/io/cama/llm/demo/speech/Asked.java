package io.cama.llm.demo.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request, read once.
 *
 * @param hash SHA-256 of the body, hex
 * @param talk what was said so far
 * @param form what the answer is to look like
 * @param cap the most tokens the answer may have; {@link Long#MAX_VALUE} where nothing was said
 */
public record Asked(String model, String hash, Conversation talk, Form form, long cap) {
    private static final int MAX_LABEL = 60;

    /**
     * What the answer is to look like.
     *
     * @param format {@code json}, {@code tsv} or {@code text}
     * @param schema of the answer; missing where none was given
     * @param tool name of the tool that takes the answer, empty for none
     */
    public record Form(String format, JsonNode schema, String tool) {
        /** The form that the extension {@code cama} of a request asks for, text where there is none. */
        static Form extension(JsonNode root) {
            return new Form(root.at("/cama/format").asText("text"), root.at("/cama/schema"), "");
        }

        static Form json(JsonNode schema) {
            return new Form("json", schema, "");
        }
    }

    /** A request that a real endpoint would refuse as well. */
    public static final class Malformed extends Exception {
        private final String param;

        Malformed(String param, String message) {
            super(message, null, false, false);
            this.param = param;
        }

        /** The member at fault, empty when it is the whole. */
        public String param() {
            return param;
        }

        /** What is wrong with it. */
        public String text() {
            return String.valueOf(getMessage());
        }
    }

    static Asked of(byte[] body, JsonNode root, Conversation talk, Form form, long cap) {
        return new Asked(root.path("model").asText(""), hash(body), talk, form, cap);
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; use another", e);
        }
    }

    /** The JSON object that is asked about; empty where there is none. */
    public ObjectNode item() {
        return talk.item();
    }

    /** The item's first plain value, empty where there is none. */
    public String term() {
        return first(item(), false).asText("");
    }

    /** What the reply is to be recognised by: the item's first text, else its first value, else the question. */
    public String label() {
        JsonNode found = first(item(), true);
        String text = found.isMissingNode() ? term() : found.asText();
        String line = (text.isBlank() ? talk.question() : text).strip().replaceAll("\\s+", " ");
        int points = line.codePointCount(0, line.length());
        return points <= MAX_LABEL ? line : line.substring(0, line.offsetByCodePoints(0, MAX_LABEL)) + "…";
    }

    private static JsonNode first(JsonNode node, boolean text) {
        for (JsonNode inner : node) {
            JsonNode found = inner.isContainerNode() ? first(inner, text) : inner;
            boolean wanted = text ? found.isTextual() && !found.asText().isBlank() : !found.isNull();
            if (wanted && !found.isMissingNode()) {
                return found;
            }
        }
        return MissingNode.getInstance();
    }

    /** Decides between what the schema leaves open; another for each request. */
    public long seed() {
        return HexFormat.fromHexDigitsToLong(hash, 0, 16);
    }
}
