package io.cama.llm.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.demo.sample.SchemaValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answer to a request: a function of the request and of nothing else. */
final class DemoAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long CREATED = 946_684_800;
    private static final int ROWS = 2;

    private final ReplyBook book;

    DemoAnswer(ReplyBook book) {
        this.book = book;
    }

    /** The body of the response. */
    String to(DemoRequest request) throws JsonProcessingException {
        String text = request.item().isEmpty()
                ? madeUp(request)
                : book.find(request.item()).orElseGet(() -> madeUp(request));
        long output = DemoRequest.tokens(text);
        ObjectNode body = JSON.createObjectNode()
                .put("id", "demo-" + request.hash().substring(0, 24))
                .put("object", "chat.completion")
                .put("created", CREATED)
                .put("model", "demo");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal");
        choice.put("finish_reason", "stop");
        body.putObject("usage")
                .put("prompt_tokens", request.tokens())
                .put("completion_tokens", output)
                .put("total_tokens", request.tokens() + output);
        return JSON.writeValueAsString(body);
    }

    private static String madeUp(DemoRequest request) {
        return switch (request.format()) {
            case "json" -> json(request);
            case "tsv" -> tsv(request);
            default -> "demo reply to: " + request.label();
        };
    }

    private static String json(DemoRequest request) {
        if (request.schema().isMissingNode()) {
            return JSON.createObjectNode()
                    .put("demo", "demo: " + request.label())
                    .toString();
        }
        return new SchemaValue(request.schema(), request.label(), request.seed())
                .whole()
                .toString();
    }

    /** A header and rows, whose columns are the properties of the objects that the schema speaks of. */
    private static String tsv(DemoRequest request) {
        var values = new SchemaValue(request.schema(), request.label(), request.seed());
        JsonNode row = row(request.schema());
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
