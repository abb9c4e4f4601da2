package io.cama.input.options;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.cama.model.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a YAML file, each read in the form it should have; any other form becomes a finding. */
final class Keys {
    private final String file;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, JsonNode> nodes = new LinkedHashMap<>();

    Keys(String file) {
        this.file = file;
    }

    void parse(String yaml) throws IOException {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .build();
        try (JsonParser parser = factory.createParser(yaml)) {
            parser.setCodec(new ObjectMapper(factory));
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return;
            }
            if (first != JsonToken.START_OBJECT) {
                findings.add(Finding.error(file, 1, "it is not a map of keys", "write lines such as  charset: CP949"));
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                lines.put(key, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                nodes.put(key, parser.readValueAsTree());
            }
        }
    }

    Set<String> names() {
        return nodes.keySet();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** What stands under the key, or null. */
    @Nullable
    JsonNode node(String key) {
        return nodes.get(key);
    }

    @Nullable
    String scalar(String key, String example) {
        JsonNode node = nodes.get(key);
        if (node == null || (isScalar(node) && !node.asText().isEmpty())) {
            return node == null ? null : node.asText();
        }
        wrong(key, example);
        return null;
    }

    boolean flag(String key) {
        JsonNode node = nodes.get(key);
        if (node != null && !node.isBoolean()) {
            wrong(key, key + ": false");
        }
        return node == null || node.asBoolean(true);
    }

    List<String> texts(String key, String example) {
        JsonNode node = nodes.get(key);
        return node == null ? List.of() : texts(key, node, example);
    }

    Map<String, List<String>> textsByName(String key, String example) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        members(key, nodes.get(key), example).forEach((name, node) -> texts.put(name, texts(key, node, example)));
        return texts;
    }

    Map<String, String> scalars(String key, String example) {
        return scalars(key, nodes.get(key), example);
    }

    Map<String, Map<String, String>> scalarsByName(String key, String example) {
        Map<String, Map<String, String>> scalars = new LinkedHashMap<>();
        members(key, nodes.get(key), example).forEach((name, node) -> scalars.put(name, scalars(key, node, example)));
        return scalars;
    }

    List<String> texts(String key, JsonNode node, String example) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!isScalar(each) || each.asText().isBlank()) {
                wrong(key, example);
                return List.of();
            }
            texts.add(each.asText().strip());
        }
        return texts;
    }

    Map<String, String> scalars(String key, @Nullable JsonNode node, String example) {
        Map<String, String> scalars = new LinkedHashMap<>();
        members(key, node, example).forEach((name, value) -> {
            if (isScalar(value)) {
                scalars.put(name, value.asText());
            } else {
                wrong(key, example);
            }
        });
        return scalars;
    }

    Map<String, JsonNode> members(String key, @Nullable JsonNode node, String example) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (node != null && node.isObject()) {
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        } else if (node != null) {
            wrong(key, example);
        }
        return members;
    }

    static boolean isScalar(JsonNode node) {
        return node.isValueNode() && !node.isNull();
    }

    void wrong(String key, String example) {
        error(key, key + " has another form than it should", "write for example  " + example);
    }

    void error(String key, String message, String hint) {
        findings.add(Finding.error(file, lines.getOrDefault(key, 0), message, hint));
    }

    void warning(String key, String message, String hint) {
        findings.add(Finding.warning(file, lines.getOrDefault(key, 0), message, hint));
    }

    void notYaml(int line, String message) {
        findings.add(Finding.error(file, line, "not valid YAML: " + message, null));
    }
}
