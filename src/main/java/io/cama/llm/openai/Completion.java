package io.cama.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.llm.WellFormed;
import io.cama.llm.read.Response;
import io.cama.model.Abilities.Structured;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a response: what OpenAI calls a chat completion. */
final class Completion implements Response.Form {
    private final Provider provider;
    private final Response response;

    Completion(Provider provider, Response response) {
        this.provider = provider;
        this.response = response;
    }

    /** Cached tokens are part of the prompt's and reasoning is part of the completion's, so nothing is added up. */
    @Override
    public Usage usage(JsonNode root) {
        JsonNode usage = root.path("usage");
        if (!usage.isObject() && root.path("timings").isObject()) {
            return timings(root.path("timings"));
        }
        JsonNode in = usage.path("prompt_tokens_details");
        return new Usage(
                Response.count(usage.path("prompt_tokens")),
                Response.count(usage.path("completion_tokens")),
                Response.count(in.path("cached_tokens")),
                Response.count(in.path("cache_write_tokens")),
                Response.count(usage.path("completion_tokens_details").path("reasoning_tokens")),
                Response.cost(usage.path("cost")));
    }

    /** What llama.cpp counts where it gives no usage: {@code prompt_n} leaves out what the cache held. */
    private static Usage timings(JsonNode timings) {
        long cached = Response.count(timings.path("cache_n"));
        return new Usage(
                Response.count(Response.count(timings.path("prompt_n")) + cached),
                Response.count(timings.path("predicted_n")),
                cached,
                0,
                0,
                null);
    }

    @Override
    public Reply answer(JsonNode root, Usage usage) {
        JsonNode choices = root.path("choices");
        if (!choices.isArray()) {
            return response.unreadable("the body has no choices", root, usage);
        }
        JsonNode choice = choices.path(0);
        Reply error = choice.has("error") ? response.error(choice, usage) : null;
        return error == null ? readChoice(choice, root.path("model").textValue(), usage) : error;
    }

    private Reply readChoice(JsonNode choice, @Nullable String model, Usage usage) {
        String finish = choice.path("finish_reason").textValue();
        JsonNode message = choice.path("message");
        String content = WellFormed.of(content(message));
        String refusal = message.path("refusal").asText("");
        if (refusal.isBlank() || message.path("refusal").isNull()) {
            refusal = text(message.path("content"), "refusal");
        }
        String why = finish == null ? "" : finish;
        if (why.equals("error") || why.equals("abort")) {
            return response.failed(Reason.UPSTREAM_5XX, "the model stopped with finish_reason " + why, usage);
        }
        if (why.startsWith("content_filter")) {
            return response.failed(Reason.CONTENT_FILTERED, "the answer was withheld by a content filter", usage);
        }
        if (content.isBlank() && !refusal.isBlank()) {
            return response.failed(Reason.REFUSED, "the model declined: " + refusal, usage);
        }
        if (why.equals("length")) {
            String seen =
                    "the answer was cut off after %d tokens, %d characters".formatted(usage.output(), content.length());
            return response.failed(Reason.TRUNCATED, seen, usage);
        }
        if (content.isBlank()) {
            return response.failed(Reason.EMPTY_OUTPUT, "the answer is empty, finish_reason " + finish, usage);
        }
        return new Reply.Answered(content, model, usage, finish);
    }

    /** The text, or what the model gave to the tool where a tool was asked for or nothing else was said. */
    private String content(JsonNode message) {
        String text = text(message.path("content"), "text");
        JsonNode call = message.path("tool_calls").path(0).path("function").path("arguments");
        boolean tool = provider.abilities().structured() == Structured.TOOL || text.isBlank();
        if (!tool || call.isMissingNode() || call.isNull()) {
            return text;
        }
        return call.isTextual() ? call.textValue() : call.toString();
    }

    /** The content as one text: it is a string, or a list of parts of which those of one type are joined. */
    private static String text(JsonNode content, String type) {
        if (content.isTextual()) {
            return type.equals("text") ? content.textValue() : "";
        }
        var all = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText("text").equals(type)) {
                all.append(part.path(type).asText(""));
            }
        }
        return all.toString();
    }
}
