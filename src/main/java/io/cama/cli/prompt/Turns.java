package io.cama.cli.prompt;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Refusal;
import io.cama.model.Message;
import io.cama.model.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The turns of {@code --history}: messages in the names of the Dotprompt reference. */
final class Turns {
    private static final TypeReference<List<LinkedHashMap<String, Object>>> TURNS = new TypeReference<>() {};
    private static final List<String> ROLES = List.of("system", "user", "model", "tool");

    private Turns() {}

    /**
     * Reads a list of turns; the content of one may be a text or a list of parts.
     *
     * @throws Refusal if it is something else
     */
    static List<Message> read(String json) {
        return JsonText.read(json, TURNS, "--history").stream()
                .map(Turns::message)
                .toList();
    }

    private static Message message(@Nullable Map<String, Object> turn) {
        if (turn == null || !(turn.get("role") instanceof String role)) {
            throw bad("has no role: " + turn);
        }
        if (!ROLES.contains(role)) {
            throw bad("has the role \"" + role + "\"; the roles are " + String.join(", ", ROLES));
        }
        Map<String, Object> metadata = object(turn.getOrDefault("metadata", Map.of()), "metadata");
        Object content = turn.get("content");
        if (content instanceof String text) {
            return new Message(role, List.of(new Part.Text(text)), metadata);
        }
        if (!(content instanceof List<?> list)) {
            throw bad("of " + role + " has no content");
        }
        return new Message(role, list.stream().map(Turns::part).toList(), metadata);
    }

    private static Part part(@Nullable Object part) {
        Map<String, Object> fields = object(part, "a part");
        if (fields.get("text") instanceof String text) {
            return new Part.Text(text);
        }
        if (fields.containsKey("media")) {
            Map<String, Object> media = object(fields.get("media"), "media");
            if (media.get("url") instanceof String url) {
                return new Part.Media(url, media.get("contentType") instanceof String type ? type : null);
            }
        } else if (fields.containsKey("metadata")) {
            return new Part.Pending(object(fields.get("metadata"), "metadata"));
        }
        throw bad("holds a part that is neither text nor media: " + part);
    }

    private static Map<String, Object> object(@Nullable Object value, String what) {
        if (!(value instanceof Map<?, ?> map)) {
            throw bad("holds " + what + " that is no object: " + value);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        return fields;
    }

    private static Refusal bad(String seen) {
        return new Refusal(
                Exit.BAD_INPUT,
                "--history: a turn " + seen,
                "write [{\"role\": \"user\", \"content\": \"text\"}, {\"role\": \"model\", \"content\": [{\"text\": \"…\"}]}]");
    }
}
