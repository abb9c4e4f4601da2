package io.cama.llm.write;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a schema may be sent as {@code strict}. An endpoint refuses every request that asks for
 * strictness with a schema outside the subset, so whatever is not known to be in it counts as outside.
 */
public final class StrictSubset {
    private static final Set<String> ALLOWED = Set.of(
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "definitions",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "anyOf",
            "enum",
            "const",
            "pattern",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems");

    private StrictSubset() {}

    /** Whether {@code strict} may be asked for with this schema. */
    public static boolean holds(JsonNode schema) {
        return "object".equals(schema.path("type").asText()) && !schema.has("anyOf") && strict(schema);
    }

    private static boolean strict(JsonNode schema) {
        if (!schema.isObject() || !saysWhatItIs(schema)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            if (!ALLOWED.contains(keyword.getKey())) {
                return false;
            }
        }
        return closed(schema)
                && all(schema.path("properties"))
                && all(schema.path("anyOf"))
                && all(schema.path("$defs"))
                && all(schema.path("definitions"))
                && (!schema.has("items") || strict(schema.path("items")));
    }

    private static boolean saysWhatItIs(JsonNode schema) {
        return schema.has("type")
                || schema.has("anyOf")
                || schema.has("$ref")
                || schema.has("enum")
                || schema.has("const");
    }

    /** Every property is required and no other is allowed. */
    private static boolean closed(JsonNode schema) {
        boolean object = schema.has("properties") || types(schema).contains("object");
        if (!object) {
            return true;
        }
        JsonNode additional = schema.path("additionalProperties");
        if (!additional.isBoolean() || additional.booleanValue()) {
            return false;
        }
        var required = new HashSet<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (!required.contains(property.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        var types = new HashSet<String>();
        types.add(type.asText());
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    private static boolean all(JsonNode schemas) {
        for (JsonNode schema : schemas) {
            if (!strict(schema)) {
                return false;
            }
        }
        return true;
    }
}
