package io.cama.llm.demo.speech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The chat of Ollama's own API. Source: its API documentation. A refusal is plain text here, as it has no other form. */
record OllamaSpeech() implements Speech {
    private static final long NANOS_TO_READ = 1_000_000;
    private static final long NANOS_TO_WRITE = 10_000_000;

    @Override
    public Asked read(byte[] body) throws Asked.Malformed {
        JsonNode root = Conversation.json(body);
        if (root.path("model").asText("").isBlank()) {
            throw new Asked.Malformed("model", "model is required");
        }
        if (!root.path("stream").isBoolean() || root.path("stream").booleanValue()) {
            throw new Asked.Malformed(
                    "stream",
                    "the demo endpoint does not stream, which is the default here; send " + "\"stream\": false");
        }
        Conversation talk = Conversation.read(MissingNode.getInstance(), root.path("messages"));
        long cap = root.at("/options/num_predict").asLong(0);
        return Asked.of(body, root, talk, form(root), cap > 0 ? cap : Long.MAX_VALUE);
    }

    private static Asked.Form form(JsonNode root) throws Asked.Malformed {
        JsonNode format = root.path("format");
        if (format.isObject()) {
            return Asked.Form.json(format);
        }
        return switch (format.asText("")) {
            case "json" -> Asked.Form.json(MissingNode.getInstance());
            case "", "null" -> Asked.Form.extension(root);
            default ->
                throw new Asked.Malformed(
                        "format", "invalid format: " + format + "; expected \"json\" or a JSON Schema object");
        };
    }

    @Override
    public String reply(Asked asked, Said said) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("model", "demo").put("created_at", "2000-01-01T00:00:00Z");
        body.putObject("message").put("role", "assistant").put("content", said.text());
        String usual = said.finish() == Said.Finish.LENGTH ? "length" : "stop";
        long read = asked.talk().tokens() * NANOS_TO_READ;
        long write = said.tokens() * NANOS_TO_WRITE;
        body.put("done", true)
                .put("done_reason", said.reason() == null ? usual : said.reason())
                .put("total_duration", read + write)
                .put("load_duration", 0)
                .put("prompt_eval_count", asked.talk().tokens())
                .put("prompt_eval_duration", read)
                .put("eval_count", said.tokens())
                .put("eval_duration", write);
        return body.toString();
    }

    @Override
    public String error(int status, String param, String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message).toString();
    }
}
