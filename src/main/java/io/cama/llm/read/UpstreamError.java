package io.cama.llm.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as some server put it, brought into one form.
 *
 * @param message in the server's words, empty when it has none
 * @param names whatever names the error: {@code error_type}, code, type, status and reasons, most telling first, in
 *     lower case
 * @param code the code when it is a status number, else 0
 * @param metadata what is known beside the message; missing when nothing is
 * @param param the member of the request it is about, empty when it does not say
 * @param google whether it has the form of Google's errors, with details
 * @param retryDelay a wait that the body asks for, such as {@code 34s}, or null
 */
record UpstreamError(
        String message,
        List<String> names,
        int code,
        JsonNode metadata,
        String param,
        boolean google,
        @Nullable String retryDelay) {

    private static final UpstreamError NONE =
            new UpstreamError("", List.of(), 0, MissingNode.getInstance(), "", false, null);

    /** Status numbers that names stand for, used where the HTTP status is 200 and the error is inside. */
    private static final Map<String, Integer> STATUS_OF = Map.ofEntries(
            Map.entry("invalid_request", 400),
            Map.entry("invalid_request_error", 400),
            Map.entry("invalid_prompt", 400),
            Map.entry("invalid_image", 400),
            Map.entry("max_tokens_exceeded", 400),
            Map.entry("precondition_failed", 400),
            Map.entry("invalid_argument", 400),
            Map.entry("unprocessable", 422),
            Map.entry("not_found", 404),
            Map.entry("not_found_error", 404),
            Map.entry("server", 500),
            Map.entry("server_error", 500),
            Map.entry("api_error", 500),
            Map.entry("internal", 500),
            Map.entry("internal_server_error", 500),
            Map.entry("unavailable", 503),
            Map.entry("unavailable_error", 503),
            Map.entry("timeout", 504),
            Map.entry("timeout_error", 504),
            Map.entry("deadline_exceeded", 504),
            Map.entry("not_implemented", 501),
            Map.entry("unimplemented", 501));

    /** Finds the error in a body: an object, a string, wrapped in an array, or flat; or none. */
    static UpstreamError of(JsonNode body) {
        JsonNode root = body.isArray() ? body.path(0) : body;
        JsonNode error = root.path("error");
        if (error.isArray()) {
            error = error.path(0);
        }
        if (error.isObject() && !error.isEmpty()) {
            return read(error, text(error, "message", "detail", "msg", "error"));
        }
        if (error.isTextual() && !error.textValue().isBlank()) {
            String said = text(root, "message", "error_description", "detail");
            return read(root, said.isEmpty() ? error.textValue() : error.textValue() + ": " + said);
        }
        boolean flat =
                root.isObject() && !root.has("choices") && !root.path("message").isContainerNode();
        String said = flat ? text(root, "message", "detail", "msg") : "";
        return said.isEmpty() ? NONE : read(root, said);
    }

    private static UpstreamError read(JsonNode error, String said) {
        JsonNode metadata = error.path("metadata");
        var names = new ArrayList<String>();
        addName(names, metadata.path("error_type"));
        addName(names, error.path("innererror").path("code"));
        addName(names, error.path("code"));
        addName(names, error.path("error"));
        addName(names, error.path("type"));
        addName(names, error.path("status"));
        addName(names, metadata.path("limit_source"));
        if (metadata.has("flagged_input") || metadata.has("reasons")) {
            names.add("moderation_blocked");
        }
        String retryDelay = null;
        for (JsonNode detail : error.path("details")) {
            addName(names, detail.path("reason"));
            detail.path("violations").forEach(violation -> addName(names, violation.path("quotaId")));
            retryDelay = detail.path("retryDelay").asText(retryDelay);
        }
        String raw = text(metadata, "raw");
        String message = raw.isEmpty() ? said : said + ": " + raw;
        return new UpstreamError(
                message,
                List.copyOf(names),
                error.path("code").asInt(0),
                metadata,
                error.path("param").asText(""),
                error.path("details").isArray(),
                retryDelay);
    }

    private static void addName(List<String> names, JsonNode value) {
        if (value.isTextual() && !value.textValue().isBlank()) {
            names.add(value.textValue().strip().toLowerCase(Locale.ROOT));
        }
    }

    /** The first of the members that says something; one that is not text is given as JSON. */
    private static String text(JsonNode node, String... members) {
        for (String member : members) {
            JsonNode value = node.path(member);
            String text = value.isContainerNode() ? value.toString() : value.asText("");
            if (!text.isBlank() && !value.isNull()) {
                return text;
            }
        }
        return "";
    }

    boolean present() {
        return !message.isEmpty() || !names.isEmpty() || code != 0;
    }

    /** The HTTP status this error would have had on its own, or 0 when it does not say. */
    int impliedStatus() {
        if (code >= 300 && code < 600) {
            return code;
        }
        for (String name : names) {
            Integer status = STATUS_OF.get(name);
            if (status != null) {
                return status;
            }
        }
        return 0;
    }

    /** Message and names for a person. */
    String describe() {
        String named = names.isEmpty()
                ? ""
                : String.join(", ", names.stream().distinct().toList());
        if (message.isEmpty()) {
            return named.isEmpty() ? "code " + code : named;
        }
        String where = param.isBlank() || param.equals("null") || message.contains(param) ? "" : ", at " + param;
        return message + where + (named.isEmpty() ? "" : " (" + named + ")");
    }
}
