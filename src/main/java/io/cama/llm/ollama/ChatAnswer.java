package io.cama.llm.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.WellFormed;
import io.cama.llm.read.Response;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a response, in one piece or, where a proxy streams all the same, in lines. */
final class ChatAnswer implements Response.Form {
    private final Response response;

    ChatAnswer(Response response) {
        this.response = response;
    }

    /** {@code prompt_eval_count} is left out by the server where the prompt was in its cache as a whole. */
    @Override
    public Usage usage(JsonNode root) {
        return new Usage(Response.count(root.path("prompt_eval_count")), Response.count(root.path("eval_count")));
    }

    /** The last line with the text of all of them; a line with an error stands for the whole. */
    @Override
    public @Nullable JsonNode tree(String text) {
        var said = new StringBuilder();
        ObjectNode last = null;
        for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
            if (!(Response.parse(line) instanceof ObjectNode part)) {
                return null;
            }
            if (part.hasNonNull("error")) {
                return part;
            }
            said.append(part.path("message").path("content").asText(""));
            last = part;
        }
        if (last == null) {
            return null;
        }
        last.putObject("message").put("content", said.toString());
        return last;
    }

    @Override
    public Reply answer(JsonNode root, Usage usage) {
        if (!root.path("message").isObject()) {
            return response.unreadable("the body has no message", root, usage);
        }
        if (!root.path("done").asBoolean(true)) {
            return response.unreadable("the body ends before the answer is done", root, usage);
        }
        String finish = root.path("done_reason").textValue();
        String text = WellFormed.of(root.path("message").path("content").asText(""));
        if ("length".equals(finish)) {
            String seen =
                    "the answer was cut off after %d tokens, %d characters".formatted(usage.output(), text.length());
            return response.failed(Reason.TRUNCATED, seen, usage);
        }
        if (text.isBlank() && "load".equals(finish)) {
            return response.failed(Reason.MODEL_LOADING, "the model was loaded, and said nothing yet", usage);
        }
        if (text.isBlank()) {
            return response.failed(Reason.EMPTY_OUTPUT, "the answer is empty, done_reason " + finish, usage);
        }
        return new Reply.Answered(text, root.path("model").textValue(), usage, finish);
    }
}
