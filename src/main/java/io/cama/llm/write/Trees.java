package io.cama.llm.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cama.llm.WellFormed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON trees, and trees as text that is the same for the same tree. */
public final class Trees {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Trees() {}

    /** The value in its own order of members. */
    public static JsonNode of(@Nullable Object value) {
        return JSON.valueToTree(value);
    }

    /** The value with members by name: maps may come in any order, which would change the hash and means nothing. */
    public static JsonNode sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var ordered = new TreeMap<String, JsonNode>();
            map.forEach((key, inner) -> ordered.put(String.valueOf(key), sorted(inner)));
            return JsonNodeFactory.instance.objectNode().setAll(ordered);
        }
        if (value instanceof List<?> list) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .addAll(list.stream().map(Trees::sorted).toList());
        }
        return of(value);
    }

    /** On one line, without halves of characters. */
    public static String text(JsonNode tree) {
        try {
            return WellFormed.of(JSON.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written as text", e);
        }
    }
}
