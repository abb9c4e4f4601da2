package io.cama.llm.demo.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes values that fit a schema. */
public final class SchemaValue {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEP = 5;
    private static final int TOO_DEEP = 40;
    private static final int CHOICES = 1_000;

    private final JsonNode root;
    private final Schemas schemas;
    private final SampleText texts;
    private final long seed;

    /**
     * Values for one schema and one item.
     *
     * @param root the whole schema, where references point into
     * @param label what the strings are to be recognised by
     * @param seed decides between what the schema leaves open
     */
    public SchemaValue(JsonNode root, String label, long seed) {
        this.root = root;
        this.schemas = new Schemas(root);
        this.texts = new SampleText(label);
        this.seed = seed;
    }

    /** A value for the whole schema. */
    public JsonNode whole() {
        return of(root, "answer", 0);
    }

    /**
     * A value for a part of the schema.
     *
     * @param number place among its like, 0 for the first
     */
    public JsonNode of(JsonNode part, String name, int number) {
        return value(part, name, number, 0);
    }

    private JsonNode value(JsonNode open, String name, int number, int depth) {
        boolean deep = depth >= DEEP;
        JsonNode schema = schemas.flat(open, deep);
        if (schema.has("const")) {
            return schema.path("const");
        }
        JsonNode choices = schema.path("enum");
        if (!choices.isEmpty()) {
            return choices.path((pick(name, choices.size()) + number) % choices.size());
        }
        if (depth >= TOO_DEEP) {
            return NODES.nullNode();
        }
        return switch (type(schema, deep)) {
            case "object" -> object(schema, number, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> NODES.numberNode(SampleNumber.of(schema, true, pick(name, CHOICES) + number));
            case "number" -> NODES.numberNode(SampleNumber.of(schema, false, pick(name, CHOICES) + number));
            case "boolean" -> NODES.booleanNode(pick(name, 2) == 1);
            case "null" -> NODES.nullNode();
            default -> NODES.textNode(texts.of(schema, name, number));
        };
    }

    private static String type(JsonNode schema, boolean deep) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.asText();
        }
        String chosen = "";
        for (JsonNode one : type) {
            boolean nothing = one.asText().equals("null");
            if (nothing && deep) {
                return "null";
            }
            chosen = chosen.isEmpty() || chosen.equals("null") ? one.asText() : chosen;
        }
        if (!chosen.isEmpty()) {
            return chosen;
        }
        if (schema.has("properties") || schema.has("required") || schema.has("additionalProperties")) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems") || schema.has("minItems")) {
            return "array";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }

    private JsonNode object(JsonNode schema, int number, int depth) {
        var wanted = new LinkedHashMap<String, JsonNode>();
        schema.path("properties").properties().forEach(entry -> wanted.put(entry.getKey(), entry.getValue()));
        JsonNode more = schema.path("additionalProperties");
        if (depth >= DEEP) {
            wanted.clear();
        }
        for (JsonNode required : schema.path("required")) {
            wanted.putIfAbsent(required.asText(), schema.path("properties").path(required.asText()));
        }
        wanted.replaceAll((key, property) -> property.isMissingNode() && more.isObject() ? more : property);
        int least = Math.max(schema.path("minProperties").asInt(0), schema.has("properties") || depth >= DEEP ? 0 : 1);
        boolean open = !more.isBoolean() || more.booleanValue();
        for (int i = 1; open && wanted.size() < least; i++) {
            wanted.put("demo" + i, more);
        }
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> property : wanted.entrySet()) {
            object.set(property.getKey(), value(property.getValue(), property.getKey(), number, depth + 1));
        }
        return object;
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        JsonNode fixed = schema.path("prefixItems");
        JsonNode items = schema.path("items");
        int usual = depth >= DEEP ? 0 : 1 + pick(name, 2);
        boolean closed = items.isBoolean() && !items.booleanValue();
        int most = closed ? fixed.size() : schema.path("maxItems").asInt(Integer.MAX_VALUE);
        int least = Math.max(schema.path("minItems").asInt(0), fixed.size());
        int count = Math.min(Math.max(least, usual), most);
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < count; i++) {
            array.add(value(i < fixed.size() ? fixed.path(i) : items, name, i, depth + 1));
        }
        return array;
    }

    /** A choice that is always the same for the same request and the same name. */
    private int pick(String name, int choices) {
        long mixed = (seed ^ name.hashCode()) * 0x9E3779B97F4A7C15L;
        return (int) Math.floorMod(mixed ^ (mixed >>> 32), (long) choices);
    }
}
