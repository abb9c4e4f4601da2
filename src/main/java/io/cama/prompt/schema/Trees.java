package io.cama.prompt.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns plain values into Jackson's tree without ever looking into a bean. */
final class Trees {
    private Trees() {}

    static JsonNode of(JsonNodeFactory nodes, @Nullable Object value) {
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), of(nodes, element)));
            return object;
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(element -> array.add(of(nodes, element)));
            return array;
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        return value instanceof Number number ? number(nodes, number) : nodes.textNode(String.valueOf(value));
    }

    private static JsonNode number(JsonNodeFactory nodes, Number number) {
        if (number instanceof BigDecimal decimal) {
            return nodes.numberNode(decimal);
        }
        if (number instanceof BigInteger whole) {
            return nodes.numberNode(whole);
        }
        return number instanceof Double || number instanceof Float
                ? nodes.numberNode(number.doubleValue())
                : nodes.numberNode(number.longValue());
    }
}
