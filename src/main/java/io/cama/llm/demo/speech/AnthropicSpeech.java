package io.cama.llm.demo.speech;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Messages, as Anthropic defined it. Source: the Anthropic API reference. */
record AnthropicSpeech() implements Speech {
    @Override
    public Asked read(byte[] body) throws Asked.Malformed {
        JsonNode root = Conversation.json(body);
        if (root.path("model").asText("").isBlank()) {
            throw new Asked.Malformed("model", "model: Field required");
        }
        if (root.path("max_tokens").isMissingNode() || root.path("max_tokens").isNull()) {
            throw new Asked.Malformed("max_tokens", "max_tokens: Field required");
        }
        if (root.path("stream").asBoolean()) {
            throw new Asked.Malformed("stream", "stream: the demo endpoint does not stream; leave it out");
        }
        for (JsonNode message : root.path("messages")) {
            String role = message.path("role").asText();
            if (!role.equals("user") && !role.equals("assistant")) {
                throw new Asked.Malformed(
                        "messages", "messages: Unexpected role \"" + role + "\"; 'system' is a member of its own");
            }
        }
        Conversation talk = Conversation.read(root.path("system"), root.path("messages"));
        return Asked.of(body, root, talk, form(root), OpenAiSpeech.cap(root, "max_tokens"));
    }

    private static Asked.Form form(JsonNode root) throws Asked.Malformed {
        JsonNode format = root.at("/output_config/format");
        if (format.path("type").asText("").equals("json_schema")) {
            return Asked.Form.json(format.path("schema"));
        }
        JsonNode choice = root.path("tool_choice");
        String type = choice.path("type").asText("");
        if (!type.equals("tool") && !type.equals("any")) {
            return Asked.Form.extension(root);
        }
        for (JsonNode tool : root.path("tools")) {
            String name = tool.path("name").asText("");
            if (type.equals("any") || name.equals(choice.path("name").asText())) {
                return new Asked.Form("json", tool.path("input_schema"), name);
            }
        }
        throw new Asked.Malformed(
                "tool_choice", "tool_choice: no tool \"" + choice.path("name").asText("") + "\" among tools");
    }

    @Override
    public String reply(Asked asked, Said said) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", "msg_demo" + asked.hash().substring(0, 24))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "demo");
        String usual = fill(body.putArray("content"), asked, said);
        body.put("stop_reason", said.reason() == null ? usual : said.reason()).putNull("stop_sequence");
        body.putObject("usage").put("input_tokens", asked.talk().tokens()).put("output_tokens", said.tokens());
        return body.toString();
    }

    /** Puts the answer in blocks and says why it ends. */
    private static String fill(ArrayNode content, Asked asked, Said said) {
        boolean cut = said.finish() == Said.Finish.LENGTH;
        if (said.finish() == Said.Finish.REFUSED) {
            content.addObject().put("type", "text").put("text", said.text());
            return "refusal";
        }
        JsonNode input = asked.form().tool().isEmpty() ? content : input(said, cut);
        if (!input.isObject()) {
            content.addObject().put("type", "text").put("text", said.text());
            return cut ? "max_tokens" : "end_turn";
        }
        content.addObject()
                .put("type", "tool_use")
                .put("id", "toolu_demo" + asked.hash().substring(0, 24))
                .put("name", asked.form().tool())
                .set("input", input);
        return cut ? "max_tokens" : "tool_use";
    }

    /** What the tool is called with: nothing where the cap left only half of it. */
    private static JsonNode input(Said said, boolean cut) {
        if (cut) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return Conversation.json(said.text().getBytes(UTF_8));
        } catch (Asked.Malformed e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    @Override
    public String error(int status, String param, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("type", "error");
        body.putObject("error").put("type", type(status)).put("message", message);
        return body.put("request_id", "req_demo").toString();
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
