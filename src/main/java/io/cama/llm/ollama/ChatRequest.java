package io.cama.llm.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.write.DataUrl;
import io.cama.llm.write.Parameters;
import io.cama.llm.write.Trees;
import io.cama.model.Abilities.Structured;
import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import io.cama.model.Reason;
import io.cama.model.Rendered;
import java.util.List;
import java.util.Objects;

/**
 * Writes one request. Parameters of the model go into {@code options}, whatever their name; the few that steer the
 * request stand beside them.
 */
final class ChatRequest {
    private static final List<String> BESIDE_OPTIONS =
            List.of("format", "keep_alive", "logprobs", "shift", "think", "tools", "top_logprobs", "truncate");

    private final Provider provider;
    private final String model;
    private final Rendered rendered;

    ChatRequest(Provider provider, String model, Rendered rendered) {
        this.provider = provider;
        this.model = model;
        this.rendered = rendered;
    }

    String text() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", model);
        ArrayNode messages = body.putArray("messages");
        for (Message message : rendered.messages()) {
            addMessage(messages, message);
        }
        body.put("stream", false);
        addFormat(body, rendered.prompt());
        addConfig(body);
        return Trees.text(body);
    }

    private static void addMessage(ArrayNode messages, Message message) {
        ArrayNode images = JsonNodeFactory.instance.arrayNode();
        boolean said = false;
        for (Part part : message.content()) {
            said |= part instanceof Part.Text;
            if (part instanceof Part.Media medium) {
                images.add(DataUrl.of(medium)
                        .orElseThrow(() -> new ItemFault(Failure.of(
                                Reason.NOT_SUPPORTED,
                                "Ollama takes images only as data URLs, and this one is elsewhere: " + medium.url())))
                        .base64());
            }
        }
        if (!said && images.isEmpty()) {
            return;
        }
        String role = message.role().equals("model") ? "assistant" : message.role();
        ObjectNode one = messages.addObject().put("role", role).put("content", message.text());
        if (!images.isEmpty()) {
            one.set("images", images);
        }
    }

    /** There is no tool that must be called, so a schema is sent in the native form instead. */
    private void addFormat(ObjectNode body, Prompt prompt) {
        Structured structured = provider.abilities().structured();
        boolean schema = prompt.outputSchema() != null;
        boolean json =
                prompt.outputFormat() == null ? schema : prompt.outputFormat().equals("json");
        if (!json || structured == Structured.NONE) {
            return;
        }
        if (schema && structured != Structured.OBJECT) {
            body.set("format", Trees.of(prompt.outputSchema()));
        } else {
            body.put("format", "json");
        }
    }

    private void addConfig(ObjectNode body) {
        var config = new Parameters(rendered.prompt());
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        config.move("temperature", options, "temperature");
        config.move("topP", options, "top_p");
        config.move("topK", options, "top_k");
        String limit = Objects.requireNonNullElse(provider.abilities().tokenLimitField(), "num_predict");
        config.move("maxOutputTokens", options, limit);
        config.move("stopSequences", options, "stop");
        config.move("seed", options, "seed");
        config.move("frequencyPenalty", options, "frequency_penalty");
        config.move("presencePenalty", options, "presence_penalty");
        for (String name : BESIDE_OPTIONS) {
            config.move(name, body, name);
        }
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        own.set("options", options);
        config.merge("options", own);
        config.moveRest(options);
        if (!options.isEmpty()) {
            body.set("options", options);
        }
    }
}
