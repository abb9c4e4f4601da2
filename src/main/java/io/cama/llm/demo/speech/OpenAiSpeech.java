package io.cama.llm.demo.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Chat Completions, as OpenAI defined it. Source: the OpenAI API reference. */
record OpenAiSpeech() implements Speech {
    private static final long CREATED = 946_684_800;

    @Override
    public Asked read(byte[] body) throws Asked.Malformed {
        JsonNode root = Conversation.json(body);
        if (root.path("model").asText("").isBlank()) {
            throw new Asked.Malformed("model", "you must provide a model parameter");
        }
        if (root.path("stream").asBoolean()) {
            throw new Asked.Malformed("stream", "The demo endpoint does not stream; leave out 'stream'.");
        }
        Conversation talk = Conversation.read(MissingNode.getInstance(), root.path("messages"));
        JsonNode form = root.path("response_format");
        boolean json = form.path("type").asText("").startsWith("json");
        return Asked.of(
                body,
                root,
                talk,
                json ? Asked.Form.json(form.at("/json_schema/schema")) : Asked.Form.extension(root),
                Math.min(cap(root, "max_completion_tokens"), cap(root, "max_tokens")));
    }

    /** A number of tokens above zero, or no bound where it is left out. */
    static long cap(JsonNode root, String name) throws Asked.Malformed {
        JsonNode cap = root.path(name);
        if (cap.isMissingNode() || cap.isNull()) {
            return Long.MAX_VALUE;
        }
        if (!cap.canConvertToExactIntegral() || cap.asLong() < 1) {
            throw new Asked.Malformed(name, "'" + name + "' must be a whole number above zero, was " + cap);
        }
        return cap.asLong();
    }

    @Override
    public String reply(Asked asked, Said said) {
        boolean refused = said.finish() == Said.Finish.REFUSED;
        long input = asked.talk().tokens();
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", "demo-" + asked.hash().substring(0, 24))
                .put("object", "chat.completion")
                .put("created", CREATED)
                .put("model", "demo");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", refused ? null : said.text())
                .put("refusal", refused ? said.text() : null);
        String usual = said.finish() == Said.Finish.LENGTH ? "length" : "stop";
        choice.put("finish_reason", said.reason() == null ? usual : said.reason());
        body.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", said.tokens())
                .put("total_tokens", input + said.tokens());
        return body.toString();
    }

    @Override
    public String error(int status, String param, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("message", message).put("type", type(status, param));
        error.put("param", param.isEmpty() || status == 429 ? null : param).put("code", code(status));
        return body.toString();
    }

    private static String type(int status, String param) {
        if (status == 429) {
            return param.isEmpty() ? "requests" : param;
        }
        return status >= 500 ? "server_error" : "invalid_request_error";
    }

    private static @Nullable String code(int status) {
        return switch (status) {
            case 401 -> "invalid_api_key";
            case 402 -> "insufficient_quota";
            case 429 -> "rate_limit_exceeded";
            case 503 -> "server_is_overloaded";
            default -> null;
        };
    }
}
