package io.cama.llm.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cama.llm.Redaction;
import io.cama.llm.WellFormed;
import io.cama.model.Failure;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Reply;
import io.cama.model.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one response. */
final class ResponseReader {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Set<Integer> WITHOUT_ANSWER = Set.of(202, 204);
    private static final int MAX_MESSAGE = 400;
    private static final int MAX_SNIPPET = 200;

    private final Provider provider;
    private final int status;
    private final Map<String, String> headers;
    private final Redaction redaction;

    ResponseReader(Provider provider, int status, Map<String, String> headers) {
        this.provider = provider;
        this.status = status;
        this.headers = headers;
        this.redaction = Redaction.of(provider);
    }

    Reply read(byte[] body) {
        if (status >= 300 && status < 400) {
            String target = headers.getOrDefault("location", "somewhere it does not name");
            return failed(Reason.REDIRECT, "redirects to " + target, Usage.NONE, null);
        }
        if (status < 200 || status >= 300) {
            String text = withoutMark(new String(body, UTF_8));
            JsonNode root = parse(text);
            UpstreamError error = UpstreamError.of(root == null ? MissingNode.getInstance() : root);
            return refused(status, error, error.present() ? error.describe() : snippet(text), Usage.NONE);
        }
        if (WITHOUT_ANSWER.contains(status)) {
            return failed(Reason.PROTOCOL, "no answer comes with this status", Usage.NONE, null);
        }
        String text;
        try {
            text = withoutMark(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            String seen = snippet(new String(body, UTF_8));
            return failed(Reason.PROTOCOL, "the body is not UTF-8: " + seen, Usage.NONE, null);
        }
        JsonNode root = parse(text);
        if (root == null || !root.isContainerNode()) {
            return failed(Reason.PROTOCOL, "the body is no JSON object: " + snippet(text), Usage.NONE, null);
        }
        return readCompletion(root, text);
    }

    private Reply readCompletion(JsonNode root, String text) {
        Usage usage = usage(root.path("usage"));
        UpstreamError error = UpstreamError.of(root);
        if (error.present()) {
            return refused(error.impliedStatus(), error, error.describe(), usage);
        }
        JsonNode choices = root.path("choices");
        if (!choices.isArray()) {
            return failed(Reason.PROTOCOL, "the body has no choices: " + snippet(text), usage, null);
        }
        JsonNode choice = choices.path(0);
        UpstreamError inner = UpstreamError.of(choice);
        if (choice.has("error") && inner.present()) {
            return refused(inner.impliedStatus(), inner, inner.describe(), usage);
        }
        return readChoice(choice, root.path("model").textValue(), usage);
    }

    private Reply readChoice(JsonNode choice, @Nullable String model, Usage usage) {
        String finish = choice.path("finish_reason").textValue();
        JsonNode message = choice.path("message");
        String content = WellFormed.of(text(message.path("content"), "text"));
        String refusal = message.path("refusal").asText("");
        if (refusal.isBlank() || message.path("refusal").isNull()) {
            refusal = text(message.path("content"), "refusal");
        }
        String why = finish == null ? "" : finish;
        if (why.equals("error")) {
            return failed(Reason.UPSTREAM_5XX, "the model stopped with an error", usage, null);
        }
        if (why.equals("content_filter")) {
            return failed(Reason.CONTENT_FILTERED, "the answer was withheld by a content filter", usage, null);
        }
        if (content.isBlank() && !refusal.isBlank()) {
            return failed(Reason.REFUSED, "the model declined: " + refusal, usage, null);
        }
        if (why.equals("length")) {
            String seen =
                    "the answer was cut off after %d tokens, %d characters".formatted(usage.output(), content.length());
            return failed(Reason.TRUNCATED, seen, usage, null);
        }
        if (content.isBlank()) {
            return failed(Reason.EMPTY_OUTPUT, "the answer is empty, finish_reason " + finish, usage, null);
        }
        return new Reply.Answered(content, model, usage, finish);
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

    private static Usage usage(JsonNode usage) {
        return new Usage(
                Math.max(0, usage.path("prompt_tokens").asLong(0)),
                Math.max(0, usage.path("completion_tokens").asLong(0)));
    }

    private Reply refused(int meant, UpstreamError error, String seen, Usage usage) {
        Duration pause = Pause.of(meant, headers, error);
        return failed(Classification.of(meant, error, pause), seen, usage, pause);
    }

    private Reply failed(Reason reason, String seen, Usage usage, @Nullable Duration pause) {
        String id = headers.getOrDefault("x-request-id", headers.getOrDefault("x-generation-id", ""));
        String where = "HTTP %d from %s%s: ".formatted(status, provider.name(), id.isBlank() ? "" : ", request " + id);
        return new Reply.Failed(new Failure(reason, redaction.line(where + seen, MAX_MESSAGE), pause), usage);
    }

    private String snippet(String text) {
        return text.isBlank() ? "the body is empty" : redaction.line(text, MAX_SNIPPET);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            return root == null || root.isMissingNode() ? null : root;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
