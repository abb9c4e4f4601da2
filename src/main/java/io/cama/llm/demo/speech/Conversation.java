package io.cama.llm.demo.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.tokens.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The messages of a request, and which of them asks. */
public final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_STARTS = 20;
    private static final int TOKENS_A_MESSAGE = 4;

    private record Message(String role, String text) {
        boolean is(String other) {
            return role.equals(other);
        }
    }

    private final List<Message> messages;
    private final String question;
    private final ObjectNode item;

    private Conversation(List<Message> messages) {
        this.messages = messages;
        int asking = asking();
        this.question = asking < 0 ? "" : messages.get(asking).text();
        this.item = item(question);
    }

    /** Reads JSON, whatever it is. */
    static JsonNode json(byte[] body) throws Asked.Malformed {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Asked.Malformed("", "We could not parse the JSON body of your request.");
        }
    }

    /**
     * Reads messages with a role and a content of text or of parts.
     *
     * @param system stands before them, missing where the protocol has no such member
     */
    static Conversation read(JsonNode system, JsonNode messages) throws Asked.Malformed {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new Asked.Malformed("messages", "'messages' must be a list with at least one message");
        }
        var all = new ArrayList<Message>();
        if (!system.isMissingNode()) {
            all.add(new Message("system", text(system)));
        }
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual() || !message.has("content")) {
                throw new Asked.Malformed("messages", "each of 'messages' needs a 'role' and a 'content'");
            }
            all.add(new Message(message.path("role").textValue(), text(message.path("content"))));
        }
        return new Conversation(all);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        var all = new StringBuilder();
        content.forEach(part -> all.append(part.path("text").asText("")));
        return all.toString();
    }

    /**
     * The user message that asks: the last one, or, where that one finds fault with the reply before it, the
     * one that was replied to. It finds fault if it follows a reply and holds no item with the fields of the
     * first item in the conversation; an example and its reply are followed by an item like the example's.
     */
    private int asking() {
        Set<String> fields = firstItem();
        int last = lastUser(messages.size());
        while (!fields.isEmpty()
                && last > 0
                && messages.get(last - 1).is("assistant")
                && !names(item(messages.get(last).text())).equals(fields)
                && lastUser(last) >= 0) {
            last = lastUser(last);
        }
        return last;
    }

    private Set<String> firstItem() {
        return messages.stream()
                .filter(message -> message.is("user"))
                .map(message -> names(item(message.text())))
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private int lastUser(int before) {
        int index = before - 1;
        while (index >= 0 && !messages.get(index).is("user")) {
            index--;
        }
        return index;
    }

    private static Set<String> names(ObjectNode item) {
        var names = new HashSet<String>();
        item.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The object that is the whole text, else the largest that reaches to the last closing brace. */
    private static ObjectNode item(String text) {
        int end = text.lastIndexOf('}') + 1;
        int start = text.indexOf('{');
        for (int i = 0; i < MAX_STARTS && start >= 0 && start < end; i++) {
            try {
                if (JSON.readTree(text.substring(start, end)) instanceof ObjectNode found) {
                    return found;
                }
            } catch (JsonProcessingException e) {
                start = text.indexOf('{', start + 1);
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Text of the message that asks. */
    public String question() {
        return question;
    }

    /** The JSON object in the question; empty where there is none. */
    public ObjectNode item() {
        return item;
    }

    /** Whether any message holds this text. */
    public boolean holds(String text) {
        return messages.stream().anyMatch(message -> message.text().contains(text));
    }

    /** Length of all messages, estimated. */
    public long tokens() {
        return messages.stream()
                .mapToLong(message -> TOKENS_A_MESSAGE + Tokens.of(message.text()))
                .sum();
    }
}
