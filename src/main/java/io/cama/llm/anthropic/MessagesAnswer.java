package io.cama.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.llm.WellFormed;
import io.cama.llm.read.Response;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;

/** Reads the answer of a response: blocks of text, of which thinking and what is not known are no part. */
final class MessagesAnswer implements Response.Form {
    private final Response response;

    MessagesAnswer(Response response) {
        this.response = response;
    }

    /** What the cache held is not part of {@code input_tokens}, so it is added. */
    @Override
    public Usage usage(JsonNode root) {
        JsonNode usage = root.path("usage");
        long written = Response.count(usage.path("cache_creation_input_tokens"));
        long cached = Response.count(usage.path("cache_read_input_tokens"));
        JsonNode out = usage.path("output_tokens_details");
        return new Usage(
                Response.count(Response.count(usage.path("input_tokens")) + written + cached),
                Response.count(usage.path("output_tokens")),
                cached,
                written,
                Math.max(Response.count(out.path("thinking_tokens")), Response.count(out.path("reasoning_tokens"))),
                Response.cost(usage.path("cost")));
    }

    @Override
    public Reply answer(JsonNode root, Usage usage) {
        if (!root.path("content").isArray()) {
            return response.unreadable("the body has no content", root, usage);
        }
        String stop = root.path("stop_reason").asText("");
        String text = WellFormed.of(text(root.path("content")));
        return switch (stop) {
            case "refusal" -> response.failed(Reason.REFUSED, "the model declined: " + refusal(root, text), usage);
            case "max_tokens" ->
                response.failed(
                        Reason.TRUNCATED,
                        "the answer was cut off after %d tokens, %d characters"
                                .formatted(usage.output(), text.length()),
                        usage);
            case "model_context_window_exceeded" ->
                response.failed(
                        Reason.CONTEXT_TOO_LONG,
                        "the model's context was full after %d tokens in and %d out"
                                .formatted(usage.input(), usage.output()),
                        usage);
            // Only tools that run at the provider make the model pause, and the answer would come in a further turn.
            case "pause_turn" ->
                response.failed(
                        Reason.NOT_SUPPORTED,
                        "the model paused for a tool of the provider; take such tools out of the prompt's config",
                        usage);
            default ->
                text.isBlank()
                        ? response.failed(Reason.EMPTY_OUTPUT, "the answer is empty, stop_reason " + stop, usage)
                        : new Reply.Answered(
                                text,
                                root.path("model").textValue(),
                                usage,
                                root.path("stop_reason").textValue());
        };
    }

    /** All text, or what the model gave to the tool that stands for the answer. */
    private static String text(JsonNode content) {
        var all = new StringBuilder();
        for (JsonNode block : content) {
            String type = block.path("type").asText("");
            if (type.equals("tool_use") && block.path("input").isContainerNode()) {
                return block.path("input").toString();
            }
            if (type.equals("text")) {
                all.append(block.path("text").asText(""));
            }
        }
        return all.toString();
    }

    private static String refusal(JsonNode root, String text) {
        JsonNode details = root.path("stop_details");
        String category = details.path("category").isNull()
                ? ""
                : details.path("category").asText("");
        String explanation = details.path("explanation").isNull()
                ? ""
                : details.path("explanation").asText("");
        String said = String.join(" ", category, explanation, text).strip();
        return said.isEmpty() ? "it does not say why" : said;
    }
}
