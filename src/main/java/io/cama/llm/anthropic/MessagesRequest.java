package io.cama.llm.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.write.ClosedSchema;
import io.cama.llm.write.Parameters;
import io.cama.llm.write.Trees;
import io.cama.model.Abilities.Structured;
import io.cama.model.Message;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes one request. Members come in a fixed order; what the prompt leaves unset is left out. The protocol has no seed
 * and no penalties, so that a prompt may name them for other models; parameters that Dotprompt does not know go through
 * as written.
 */
final class MessagesRequest {
    private static final int MAX_NAME = 64;

    private final Provider provider;
    private final String model;
    private final Rendered rendered;

    MessagesRequest(Provider provider, String model, Rendered rendered) {
        this.provider = provider;
        this.model = model;
        this.rendered = rendered;
    }

    String text() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.put("max_tokens", provider.abilities().maxOutputTokens());
        String system = rendered.messages().stream()
                .filter(message -> message.role().equals("system"))
                .map(Message::text)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
        Turns turns = Turns.of(rendered.messages());
        if (turns.isEmpty()) {
            turns = Turns.asked(system);
        } else if (!system.isEmpty()) {
            body.put("system", system);
        }
        body.set("messages", turns.tree());
        addOutputForm(body, rendered.prompt());
        addConfig(body);
        return Trees.text(body);
    }

    private void addOutputForm(ObjectNode body, Prompt prompt) {
        Map<String, Object> schema = prompt.outputSchema();
        Structured structured = provider.abilities().structured();
        boolean json = prompt.outputFormat() == null || prompt.outputFormat().equals("json");
        if (schema == null || !json || structured == Structured.OBJECT || structured == Structured.NONE) {
            return;
        }
        JsonNode tree = Trees.of(schema);
        Optional<JsonNode> closed = structured == Structured.SCHEMA ? ClosedSchema.of(tree) : Optional.empty();
        if (closed.isPresent()) {
            body.putObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", closed.get());
        } else if ("object".equals(tree.path("type").asText())) {
            addTool(body, toolName(prompt.name()), tree);
        }
    }

    /** What models without structured outputs understand, and what takes schemas outside their subset. */
    private static void addTool(ObjectNode body, String name, JsonNode schema) {
        body.putArray("tools")
                .addObject()
                .put("name", name)
                .put("description", "Takes the answer.")
                .set("input_schema", schema);
        body.putObject("tool_choice").put("type", "tool").put("name", name);
    }

    private static String toolName(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return clean.isEmpty() ? "reply" : clean.substring(0, Math.min(MAX_NAME, clean.length()));
    }

    private void addConfig(ObjectNode body) {
        var config = new Parameters(rendered.prompt());
        config.move("maxOutputTokens", body, "max_tokens");
        config.move("temperature", body, "temperature");
        config.move("topP", body, "top_p");
        config.move("topK", body, "top_k");
        config.move("stopSequences", body, "stop_sequences");
        config.drop("seed");
        config.drop("frequencyPenalty");
        config.drop("presencePenalty");
        config.drop("system");
        config.merge("output_config", body);
        config.moveRest(body);
    }
}
