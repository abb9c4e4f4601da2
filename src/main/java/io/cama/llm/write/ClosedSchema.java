package io.cama.llm.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A schema brought into the subset that Anthropic's structured outputs take: objects are closed, and bounds of
 * numbers, lengths and counts are left out, since the answer is checked against the whole schema afterwards anyway. See
 * platform.claude.com, "Structured outputs", JSON Schema limitations.
 */
public final class ClosedSchema {
    private static final Set<String> KEPT = Set.of(
            "$ref", "title", "description", "type", "required", "additionalProperties", "enum", "const", "default");
    private static final Set<String> SCHEMAS = Set.of("items");
    private static final Set<String> MAPS = Set.of("properties", "$defs", "definitions");
    private static final Set<String> LISTS = Set.of("anyOf", "allOf");
    private static final Set<String> LEFT_OUT = Set.of(
            "$schema",
            "$id",
            "$comment",
            "examples",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    private ClosedSchema() {}

    /** The schema, or empty when it says something that cannot be said in the subset, such as an open object. */
    public static Optional<JsonNode> of(JsonNode schema) {
        if (!schema.isObject()) {
            return Optional.empty();
        }
        ObjectNode closed = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String keyword = entry.getKey();
            Optional<JsonNode> value = Optional.of(entry.getValue());
            if (SCHEMAS.contains(keyword)) {
                value = of(entry.getValue());
            } else if (MAPS.contains(keyword)) {
                value = map(entry.getValue());
            } else if (LISTS.contains(keyword)) {
                value = list(entry.getValue());
            } else if (LEFT_OUT.contains(keyword)) {
                continue;
            } else if (!KEPT.contains(keyword)) {
                return Optional.empty();
            }
            if (value.isEmpty()) {
                return Optional.empty();
            }
            closed.set(keyword, value.get());
        }
        // A schema that contains itself is refused by the endpoint.
        return "#".equals(closed.path("$ref").asText()) ? Optional.empty() : close(closed);
    }

    /** An object without named properties, or with room for others, holds what nobody can name beforehand. */
    private static Optional<JsonNode> close(ObjectNode schema) {
        JsonNode others = schema.path("additionalProperties");
        boolean object = schema.has("properties") || !others.isMissingNode() || names(schema.path("type"), "object");
        if (object) {
            boolean open = !others.isMissingNode() && !(others.isBoolean() && !others.booleanValue());
            if (open || (others.isMissingNode() && schema.path("properties").isEmpty())) {
                return Optional.empty();
            }
            schema.put("additionalProperties", false);
        }
        return Optional.of(schema);
    }

    private static boolean names(JsonNode type, String name) {
        for (JsonNode one : type) {
            if (one.asText().equals(name)) {
                return true;
            }
        }
        return type.asText().equals(name);
    }

    private static Optional<JsonNode> map(JsonNode schemas) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : schemas.properties()) {
            Optional<JsonNode> one = of(entry.getValue());
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.set(entry.getKey(), one.get());
        }
        return Optional.of(all);
    }

    private static Optional<JsonNode> list(JsonNode schemas) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (JsonNode schema : schemas) {
            Optional<JsonNode> one = of(schema);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return Optional.of(all);
    }
}
