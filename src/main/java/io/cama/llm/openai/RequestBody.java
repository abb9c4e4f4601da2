package io.cama.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.PerPrompt;
import io.cama.llm.write.Parameters;
import io.cama.llm.write.Trees;
import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Provider;
import io.cama.model.Rendered;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes one request. Members come in a fixed order; what the prompt leaves unset is left out. Parameters that Dotprompt
 * does not know go through as written, and so do OpenRouter's {@code provider}, {@code models}, {@code preset} and
 * {@code plugins}.
 */
final class RequestBody {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A request's text before and behind its messages. */
    record Frame(String before, String after) {}

    private final Provider provider;
    private final String model;
    private final Rendered rendered;

    RequestBody(Provider provider, String model, Rendered rendered) {
        this.provider = provider;
        this.model = model;
        this.rendered = rendered;
    }

    String text(PerPrompt<Frame> frames) {
        Frame frame = frames.of(rendered.prompt(), provider, model, this::frame);
        ArrayNode messages = NODES.arrayNode();
        for (Message message : rendered.messages()) {
            JsonNode content = content(message.content());
            if (content != null) {
                String role = message.role().equals("model") ? "assistant" : message.role();
                messages.addObject().put("role", role).set("content", content);
            }
        }
        return frame.before() + Trees.text(messages) + frame.after();
    }

    /** All but the messages, which are nearly all that differs from one request to the next. */
    private Frame frame() {
        ObjectNode body = NODES.objectNode().put("model", model);
        int end = Trees.text(body).length() - 1;
        boolean schema = new OutputForm(provider, rendered.prompt()).addTo(body);
        if (schema && isAt("openrouter", "openrouter.ai")) {
            body.putObject("provider").put("require_parameters", true);
        }
        addConfig(body);
        String text = Trees.text(body);
        return new Frame(text.substring(0, end) + ",\"messages\":", text.substring(end));
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

    private void addConfig(ObjectNode body) {
        var config = new Parameters(rendered.prompt());
        config.move("temperature", body, "temperature");
        config.move("topP", body, "top_p");
        config.move("topK", body, "top_k");
        config.move("maxOutputTokens", body, tokenLimitField());
        config.move("stopSequences", body, "stop");
        config.move("seed", body, "seed");
        config.move("frequencyPenalty", body, "frequency_penalty");
        config.move("presencePenalty", body, "presence_penalty");
        config.merge("provider", body);
        config.moveRest(body);
    }

    /** Reasoning models of OpenAI refuse the old name, and many servers do not know the new one. */
    private String tokenLimitField() {
        String suggested = isAt("openai", "api.openai.com") ? "max_completion_tokens" : "max_tokens";
        return Objects.requireNonNullElse(provider.abilities().tokenLimitField(), suggested);
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
