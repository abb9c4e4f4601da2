package io.cama.prompt.render;

import io.cama.model.Message;
import io.cama.model.Part;
import io.cama.model.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prompts and messages as plain maps, in the names the Dotprompt reference gives their fields. */
public final class PromptData {
    private static final List<String> CARRIED = List.of("version", "description", "toolDefs");

    private PromptData() {}

    /** The values of {@code @name}: the caller's, over {@code @metadata} with the prompt and the messages so far. */
    public static Map<String, Object> of(Prompt prompt, Map<String, Object> context, List<Message> history) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("prompt", head(prompt));
        metadata.put("messages", messages(history));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("metadata", metadata);
        data.putAll(context);
        return data;
    }

    /** A prompt without its template; what it does not say is left out. */
    public static Map<String, Object> head(Prompt prompt) {
        Map<String, Object> head = new LinkedHashMap<>();
        put(head, "name", prompt.name());
        if (prompt.variant() != null) {
            put(head, "variant", prompt.variant());
        }
        for (String field : CARRIED) {
            if (prompt.raw().get(field) != null) {
                head.put(field, prompt.raw().get(field));
            }
        }
        if (prompt.model() != null) {
            put(head, "model", prompt.model());
        }
        put(head, "tools", prompt.tools());
        put(head, "config", prompt.config());
        Map<String, Object> input = new LinkedHashMap<>();
        put(input, "default", prompt.inputDefault());
        if (prompt.inputSchema() != null) {
            input.put("schema", prompt.inputSchema());
        }
        put(head, "input", input);
        Map<String, Object> output = new LinkedHashMap<>();
        if (prompt.outputFormat() != null) {
            output.put("format", prompt.outputFormat());
        }
        if (prompt.outputSchema() != null) {
            output.put("schema", prompt.outputSchema());
        }
        put(head, "output", output);
        put(head, "metadata", prompt.metadata());
        put(head, "ext", prompt.ext());
        return head;
    }

    /** Messages with their parts and, where they have any, their metadata. */
    public static List<Map<String, Object>> messages(List<Message> messages) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Message message : messages) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("role", message.role());
            one.put("content", message.content().stream().map(PromptData::part).toList());
            put(one, "metadata", message.metadata());
            all.add(one);
        }
        return all;
    }

    private static Map<String, Object> part(Part part) {
        Map<String, Object> one = new LinkedHashMap<>();
        if (part instanceof Part.Text text) {
            one.put("text", text.text());
        } else if (part instanceof Part.Media media) {
            Map<String, Object> medium = new LinkedHashMap<>();
            medium.put("url", media.url());
            if (media.contentType() != null) {
                medium.put("contentType", media.contentType());
            }
            one.put("media", medium);
        } else if (part instanceof Part.Pending pending) {
            one.put("metadata", pending.metadata());
        }
        return one;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        boolean empty = (value instanceof Map<?, ?> fields && fields.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
        if (!empty) {
            map.put(key, value);
        }
    }
}
