package io.cama.llm.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.model.Prompt;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code config} of a prompt on its way into one request: what the dialect takes out under Dotprompt's names, and
 * then the rest, which is the provider's business. What is unset is never written.
 */
public final class Parameters {
    /** Ours to decide, or no business of the provider's. */
    private static final Set<String> NEVER_SENT =
            Set.of("version", "apiKey", "model", "messages", "stream", "stream_options");

    private final Map<String, Object> left;

    public Parameters(Prompt prompt) {
        this.left = new TreeMap<>(prompt.config());
        left.keySet().removeAll(NEVER_SENT);
    }

    /** Writes one under another name, if it is set. */
    public void move(String name, ObjectNode into, String member) {
        Object value = left.remove(name);
        if (value != null) {
            into.set(member, Trees.sorted(value));
        }
    }

    /** Leaves one out. */
    public void drop(String name) {
        left.remove(name);
    }

    /** Writes all that are left under their own names, in alphabetical order. */
    public void moveRest(ObjectNode into) {
        for (String name : Set.copyOf(left.keySet()).stream().sorted().toList()) {
            move(name, into, name);
        }
    }

    /**
     * Writes one into an object that is there already, member by member; of two with one name the prompt's wins. Where
     * there is no such object, the value is left for {@link #moveRest}.
     */
    public void merge(String name, ObjectNode into) {
        JsonNode tree = Trees.sorted(left.get(name));
        if (tree.isObject() && into.get(name) instanceof ObjectNode ours) {
            tree.properties().forEach(entry -> ours.set(entry.getKey(), entry.getValue()));
            left.remove(name);
        }
    }
}
