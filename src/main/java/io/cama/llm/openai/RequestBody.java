package io.cama.llm.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.WellFormed;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one request. Members come in a fixed order; what the prompt leaves unset is left out. */
final class RequestBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Dotprompt's names for what the protocol names otherwise, in the order they are written. */
    private static final List<Map.Entry<String, String>> RENAMED = List.of(
            Map.entry("temperature", "temperature"),
            Map.entry("topP", "top_p"),
            Map.entry("topK", "top_k"),
            Map.entry("maxOutputTokens", "max_tokens"),
            Map.entry("stopSequences", "stop"),
            Map.entry("seed", "seed"),
            Map.entry("frequencyPenalty", "frequency_penalty"),
            Map.entry("presencePenalty", "presence_penalty"));

    /** Ours to decide, or no business of the provider's. */
    private static final Set<String> NEVER_SENT =
            Set.of("version", "apiKey", "model", "messages", "stream", "stream_options");

    private static final int MAX_NAME = 64;

    private final Provider provider;
    private final String model;
    private final Rendered rendered;

    RequestBody(Provider provider, String model, Rendered rendered) {
        this.provider = provider;
        this.model = model;
        this.rendered = rendered;
    }

    String text() {
        ObjectNode body = NODES.objectNode().put("model", model);
        ArrayNode messages = body.putArray("messages");
        for (Message message : rendered.messages()) {
            JsonNode content = content(message.content());
            if (content != null) {
                String role = message.role().equals("model") ? "assistant" : message.role();
                messages.addObject().put("role", role).set("content", content);
            }
        }
        addOutputForm(body, rendered.prompt());
        addConfig(body, new TreeMap<>(rendered.prompt().config()));
        try {
            return WellFormed.of(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written as text", e);
        }
    }

    /** A plain string where the parts are text only, else a list of parts; null when nothing was put in. */
    private static @Nullable JsonNode content(List<Part> parts) {
        ArrayNode list = NODES.arrayNode();
        var all = new StringBuilder();
        boolean media = false;
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                all.append(text.text());
                list.addObject().put("type", "text").put("text", text.text());
            } else if (part instanceof Part.Media medium) {
                media = true;
                list.addObject().put("type", "image_url").putObject("image_url").put("url", medium.url());
            }
        }
        if (list.isEmpty()) {
            return null;
        }
        return media ? list : NODES.textNode(all.toString());
    }

    private void addOutputForm(ObjectNode body, Prompt prompt) {
        String format = prompt.outputFormat();
        Map<String, Object> schema = prompt.outputSchema();
        if (schema != null && (format == null || format.equals("json"))) {
            JsonNode tree = JSON.valueToTree(schema);
            ObjectNode form = body.putObject("response_format").put("type", "json_schema");
            form.putObject("json_schema")
                    .put("name", schemaName(prompt.name()))
                    .put("strict", StrictSubset.holds(tree))
                    .set("schema", tree);
            if (isAt("openrouter", "openrouter.ai")) {
                body.putObject("provider").put("require_parameters", true);
            }
        } else if ("json".equals(format)) {
            body.putObject("response_format").put("type", "json_object");
        } else if (format != null && provider.name().equals("demo")) {
            ObjectNode extension = body.putObject("cama").put("format", format);
            if (schema != null) {
                extension.set("schema", JSON.valueToTree(schema));
            }
        }
    }

    private static String schemaName(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return clean.isEmpty() ? "reply" : clean.substring(0, Math.min(MAX_NAME, clean.length()));
    }

    private void addConfig(ObjectNode body, Map<String, Object> config) {
        for (Map.Entry<String, String> renamed : RENAMED) {
            Object value = config.remove(renamed.getKey());
            if (value != null) {
                boolean limit = renamed.getKey().equals("maxOutputTokens") && isAt("openai", "api.openai.com");
                body.set(limit ? "max_completion_tokens" : renamed.getValue(), sorted(value));
            }
        }
        config.keySet().removeAll(NEVER_SENT);
        config.forEach((key, value) -> {
            JsonNode tree = sorted(value);
            if (key.equals("provider") && tree.isObject() && body.get(key) instanceof ObjectNode ours) {
                tree.properties().forEach(entry -> ours.set(entry.getKey(), entry.getValue()));
            } else if (!tree.isNull()) {
                body.set(key, tree);
            }
        });
    }

    /** Maps may come in any order; their order would change the hash and says nothing to the provider. */
    private static JsonNode sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var ordered = new TreeMap<String, JsonNode>();
            map.forEach((key, inner) -> ordered.put(String.valueOf(key), sorted(inner)));
            return NODES.objectNode().setAll(ordered);
        }
        if (value instanceof List<?> list) {
            return NODES.arrayNode()
                    .addAll(list.stream().map(RequestBody::sorted).toList());
        }
        return JSON.valueToTree(value);
    }

    /** A provider is known by its name, or by its host when it is configured under another name. */
    private boolean isAt(String name, String host) {
        if (provider.name().equals(name)) {
            return true;
        }
        try {
            return host.equals(URI.create(provider.url()).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
