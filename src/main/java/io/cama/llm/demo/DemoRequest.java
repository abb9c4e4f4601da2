package io.cama.llm.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request, read once.
 *
 * @param hash SHA-256 of the body, hex
 * @param question text of the last user message
 * @param item the JSON object in the question; empty where there is none
 * @param format {@code json}, {@code tsv} or {@code text}
 * @param schema of the answer; missing where none was given
 * @param tokens of all messages, estimated
 */
record DemoRequest(
        String model, String hash, String question, ObjectNode item, String format, JsonNode schema, long tokens) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int MAX_LABEL = 60;
    private static final int MAX_STARTS = 20;
    private static final int TOKENS_A_MESSAGE = 4;

    /** A request that a real endpoint would refuse as well. */
    static final class Malformed extends Exception {
        private final String param;

        Malformed(String param, String message) {
            super(message, null, false, false);
            this.param = param;
        }

        /** The member at fault, empty when it is the whole. */
        String param() {
            return param;
        }
    }

    static DemoRequest read(byte[] body) throws Malformed {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            throw new Malformed("", "We could not parse the JSON body of your request.");
        }
        String model = root.path("model").asText("");
        if (model.isBlank()) {
            throw new Malformed("model", "you must provide a model parameter");
        }
        if (root.path("stream").asBoolean()) {
            throw new Malformed("stream", "The demo endpoint does not stream; leave out 'stream'.");
        }
        JsonNode messages = root.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new Malformed("messages", "'messages' must be a list with at least one message");
        }
        String question = "";
        long tokens = 0;
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual() || !message.has("content")) {
                throw new Malformed("messages", "each of 'messages' needs a 'role' and a 'content'");
            }
            String text = text(message.path("content"));
            question = message.path("role").textValue().equals("user") ? text : question;
            tokens += TOKENS_A_MESSAGE + tokens(text);
        }
        JsonNode form = root.path("response_format");
        boolean json = form.path("type").asText("").startsWith("json");
        JsonNode schema = json ? form.at("/json_schema/schema") : root.at("/cama/schema");
        String format = json ? "json" : root.at("/cama/format").asText("text");
        return new DemoRequest(model, hash(body), question, item(question), format, schema, tokens);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        var all = new StringBuilder();
        content.forEach(part -> all.append(part.path("text").asText("")));
        return all.toString();
    }

    /** The object that is the whole text, else the largest that reaches to the last closing brace. */
    private static ObjectNode item(String text) {
        int end = text.lastIndexOf('}') + 1;
        int start = text.indexOf('{');
        for (int i = 0; i < MAX_STARTS && start >= 0 && start < end; i++) {
            try {
                if (JSON.readTree(text.substring(start, end)) instanceof ObjectNode found) {
                    return found;
                }
            } catch (JsonProcessingException e) {
                start = text.indexOf('{', start + 1);
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** About four characters a token, or one and a half in Chinese, Japanese and Korean. */
    static long tokens(String text) {
        long wide = text.codePoints()
                .filter(point -> point >= 0x1100 && (Character.isIdeographic(point) || isSyllabic(point)))
                .count();
        long narrow = text.codePointCount(0, text.length()) - wide;
        return (3 * narrow + 8 * wide + 11) / 12;
    }

    private static boolean isSyllabic(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case HANGUL, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; use another", e);
        }
    }

    /** The item's first plain value, empty where there is none. */
    String term() {
        return first(item, false).asText("");
    }

    /** What the reply is to be recognised by: the item's first text, else its first value, else the question. */
    String label() {
        JsonNode found = first(item, true);
        String text = found.isMissingNode() ? term() : found.asText();
        String line = (text.isBlank() ? question : text).strip().replaceAll("\\s+", " ");
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

    /** Decides between what the schema leaves open. */
    long seed() {
        return HexFormat.fromHexDigitsToLong(hash, 0, 16);
    }
}
