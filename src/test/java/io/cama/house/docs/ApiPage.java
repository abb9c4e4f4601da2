package io.cama.house.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The reference of the API, made from its OpenAPI document. */
final class ApiPage {
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode api;

    private ApiPage(JsonNode api) {
        this.api = api;
    }

    static String of(String openapi) throws IOException {
        return new ApiPage(new YAMLMapper().readTree(openapi)).page();
    }

    private String page() {
        StringBuilder page = new StringBuilder("# API\n\n")
                .append(ReferencePages.MADE.formatted("cama/openapi.yaml, which /openapi.json serves"))
                .append('\n')
                .append(api.at("/info/description").asText());
        for (JsonNode tag : api.path("tags")) {
            page.append("\n## ").append(tag.path("description").asText()).append("\n\n");
            page.append("| call | who | does | takes |\n|---|---|---|---|\n");
            api.path("paths")
                    .properties()
                    .forEach(path -> METHODS.forEach(method -> {
                        JsonNode call = path.getValue().path(method);
                        if (call.at("/tags/0").equals(tag.path("name"))) {
                            page.append("| `")
                                    .append(method.toUpperCase(Locale.ROOT))
                                    .append(' ')
                                    .append(path.getKey());
                            page.append("` | ").append(call.path("x-cama-role").asText());
                            page.append(" | ").append(cell(call.path("summary").asText()));
                            page.append(" | ")
                                    .append(String.join(", ", takes(path.getValue(), call)))
                                    .append(" |\n");
                        }
                    }));
        }
        return page.toString();
    }

    /** Parameters and members of the content, those that must be there without a question mark. */
    private List<String> takes(JsonNode path, JsonNode call) {
        List<String> takes = new ArrayList<>();
        for (JsonNode list : List.of(path.path("parameters"), call.path("parameters"))) {
            for (JsonNode parameter : list) {
                JsonNode whole = whole(parameter);
                if (!whole.path("in").asText().equals("path")) {
                    takes.add(named(
                            whole.path("name").asText(), whole.path("required").asBoolean()));
                }
            }
        }
        JsonNode schema = whole(whole(call.path("requestBody")).at("/content/application~1json/schema"));
        List<String> needed = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
        schema.path("properties").fieldNames().forEachRemaining(name -> takes.add(named(name, needed.contains(name))));
        return takes;
    }

    private static String named(String name, boolean needed) {
        return "`" + name + (needed ? "`" : "?`");
    }

    private JsonNode whole(JsonNode part) {
        return part.has("$ref") ? api.at(part.path("$ref").asText().substring(1)) : part;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
