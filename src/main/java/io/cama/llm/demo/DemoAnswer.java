package io.cama.llm.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cama.llm.demo.sample.SchemaValue;
import io.cama.llm.demo.speech.Asked;
import io.cama.llm.demo.speech.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The answer to a request: a function of the request and of nothing else. */
final class DemoAnswer {
    private static final int ROWS = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ReplyBook book;

    DemoAnswer(ReplyBook book) {
        this.book = book;
    }

    /** What is said to a request that nothing befalls. */
    Said to(Asked asked) {
        String text = Optional.of(asked.item())
                .filter(item -> !item.isEmpty())
                .flatMap(book::find)
                .filter(reply -> isFor(asked, reply))
                .orElseGet(() -> madeUp(asked));
        return Said.whole(text).capped(asked.cap());
    }

    /** An object without what the schema requires was written for the same words in another job. */
    private static boolean isFor(Asked asked, String reply) {
        JsonNode required = asked.form().schema().path("required");
        if (required.isEmpty() || !reply.startsWith("{")) {
            return true;
        }
        try {
            JsonNode written = JSON.readTree(reply);
            return StreamSupport.stream(required.spliterator(), false).allMatch(name -> written.has(name.asText()));
        } catch (JsonProcessingException brokenOnPurpose) {
            return true;
        }
    }

    /**
     * What is said instead when the reply is to be unusable, though it claims to be whole.
     *
     * @param breaks whether JSON is to be broken, else to miss its schema
     */
    static Said malformed(Asked asked, Said right, boolean breaks) {
        JsonNode schema = asked.form().schema();
        return switch (asked.form().format()) {
            case "json" -> breaks || schema.isMissingNode() ? right.broken() : Said.whole(missing(schema));
            case "tsv" -> Said.whole(right.text().replace('\t', ','));
            default -> Said.whole("");
        };
    }

    /** JSON that does not fit the schema. */
    private static String missing(JsonNode schema) {
        if (!schema.path("required").isEmpty()) {
            return "{\"demo\":\"demo: not what was asked for\"}";
        }
        return schema.path("type").asText("").equals("array") ? "{}" : "[]";
    }

    private static String madeUp(Asked asked) {
        return switch (asked.form().format()) {
            case "json" -> json(asked);
            case "tsv" -> tsv(asked);
            default -> "demo reply to: " + asked.label();
        };
    }

    private static String json(Asked asked) {
        if (asked.form().schema().isMissingNode()) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("demo", "demo: " + asked.label())
                    .toString();
        }
        return new SchemaValue(asked.form().schema(), asked.label(), asked.seed())
                .whole()
                .toString();
    }

    /** A header and rows, whose columns are the properties of the objects that the schema speaks of. */
    private static String tsv(Asked asked) {
        var values = new SchemaValue(asked.form().schema(), asked.label(), asked.seed());
        JsonNode row = row(asked.form().schema());
        var columns = new ArrayList<String>();
        row.path("properties").fieldNames().forEachRemaining(columns::add);
        if (columns.isEmpty()) {
            columns.addAll(List.of("position", "text"));
        }
        var table = new StringBuilder(String.join("\t", columns));
        for (int number = 0; number < ROWS; number++) {
            var cells = new ArrayList<String>();
            for (String column : columns) {
                JsonNode cell = values.of(row.path("properties").path(column), column, number);
                cells.add(cell.isContainerNode() ? cell.toString() : cell.isNull() ? "" : cell.asText());
            }
            table.append('\n')
                    .append(String.join(
                            "\t", cells.stream().map(DemoAnswer::oneCell).toList()));
        }
        return table.append('\n').toString();
    }

    private static JsonNode row(JsonNode schema) {
        if (schema.has("items")) {
            return schema.path("items");
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (property.getValue().path("items").has("properties")) {
                return property.getValue().path("items");
            }
        }
        return schema;
    }

    private static String oneCell(String text) {
        return text.replace("\t", " ").replace("\n", " ").replace("\r", " ");
    }
}
