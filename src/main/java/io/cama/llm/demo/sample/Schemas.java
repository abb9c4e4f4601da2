package io.cama.llm.demo.sample;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Flattens references and combinations, so that what is left says plainly what a value is. */
final class Schemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_STEPS = 32;

    private final JsonNode root;

    Schemas(JsonNode root) {
        this.root = root;
    }

    /**
     * The schema without {@code $ref}, {@code allOf}, {@code anyOf} and {@code oneOf}.
     *
     * @param deep whether to choose the branch that ends soonest
     */
    JsonNode flat(JsonNode schema, boolean deep) {
        return flat(schema, deep, MAX_STEPS);
    }

    private JsonNode flat(JsonNode schema, boolean deep, int left) {
        boolean combined = schema.has("$ref") || schema.has("allOf") || schema.has("anyOf") || schema.has("oneOf");
        if (!combined || left == 0) {
            return schema;
        }
        ObjectNode own = NODES.objectNode().setAll((ObjectNode) schema);
        own.remove("$ref");
        own.remove("allOf");
        own.remove("anyOf");
        own.remove("oneOf");
        JsonNode sum = own;
        if (schema.has("$ref")) {
            sum = merged(flat(target(schema.path("$ref").asText()), deep, left - 1), sum);
        }
        for (JsonNode part : schema.path("allOf")) {
            sum = merged(sum, flat(part, deep, left - 1));
        }
        for (String keyword : new String[] {"anyOf", "oneOf"}) {
            if (schema.has(keyword)) {
                sum = merged(sum, flat(branch(schema.path(keyword), deep), deep, left - 1));
            }
        }
        return sum;
    }

    private JsonNode target(String reference) {
        if (!reference.startsWith("#")) {
            return MissingNode.getInstance();
        }
        try {
            return root.at(JsonPointer.compile(URLDecoder.decode(reference.substring(1), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode branch(JsonNode branches, boolean deep) {
        JsonNode first = branches.path(0);
        for (JsonNode branch : branches) {
            boolean nothing = "null".equals(branch.path("type").asText());
            if (deep ? nothing || (isPlain(branch) && !isPlain(first)) : !nothing) {
                return branch;
            }
        }
        return first;
    }

    private static boolean isPlain(JsonNode schema) {
        return !schema.has("$ref") && !schema.has("properties") && !schema.has("items");
    }

    private static JsonNode merged(JsonNode one, JsonNode other) {
        if (!one.isObject() || !other.isObject()) {
            return one.isObject() ? one : other;
        }
        ObjectNode sum = NODES.objectNode().setAll((ObjectNode) one);
        for (Map.Entry<String, JsonNode> keyword : other.properties()) {
            JsonNode had = sum.get(keyword.getKey());
            JsonNode added = keyword.getValue();
            sum.set(keyword.getKey(), had == null ? added : both(keyword.getKey(), had, added));
        }
        return sum;
    }

    private static JsonNode both(String keyword, JsonNode had, JsonNode added) {
        return switch (keyword) {
            case "properties" -> properties(had, added);
            case "required" -> ((ArrayNode) had.deepCopy()).addAll((ArrayNode) added);
            case "minimum", "exclusiveMinimum", "minLength", "minItems" ->
                had.decimalValue().compareTo(added.decimalValue()) > 0 ? had : added;
            case "maximum", "exclusiveMaximum", "maxLength", "maxItems" ->
                had.decimalValue().compareTo(added.decimalValue()) < 0 ? had : added;
            case "type" -> had.isTextual() && !had.asText().equals("number") ? had : added;
            default -> added;
        };
    }

    /** A property that both describe must fit both descriptions. */
    private static JsonNode properties(JsonNode had, JsonNode added) {
        ObjectNode sum = NODES.objectNode().setAll((ObjectNode) had);
        for (Map.Entry<String, JsonNode> property : added.properties()) {
            JsonNode before = sum.get(property.getKey());
            if (before == null) {
                sum.set(property.getKey(), property.getValue());
            } else {
                ObjectNode fit = NODES.objectNode();
                fit.putArray("allOf").add(before).add(property.getValue());
                sum.set(property.getKey(), fit);
            }
        }
        return sum;
    }
}
