package io.cama.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteLintTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:]+)(?::[^}]*)?}}");
    private static final Set<String> STEPS_THAT_SPEAK = Set.of("bean", "to", "toD");

    /** Made once: it is large. */
    private static final JsonSchema CAMEL = camel();

    private static JsonSchema camel() {
        try (InputStream schema = RouteLintTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(new ObjectMapper().readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> routeFiles() {
        return Stream.of("routes", "samples", "src/main/resources/io/cama/template")
                .flatMap(root -> files(root, ".camel.yaml"));
    }

    static Stream<Path> kamelets() {
        return files("routes/kamelets", ".kamelet.yaml");
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void fitsCamelsSchema(Path file) throws IOException {
        JsonNode routes = legal(yaml(file));

        assertThat(CAMEL.validate(routes)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void hasAnIdAndADescriptionOnEveryRouteAndStep(Path file) throws IOException {
        List<String> silent = new ArrayList<>();
        for (JsonNode entry : yaml(file)) {
            JsonNode top = entry.elements().next();
            String kind = entry.fieldNames().next();
            if (!kind.equals("errorHandler") && (!top.has("id") || !top.has("description"))) {
                silent.add(kind + " without id or description");
            }
            speak(entry, silent);
        }

        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void itsTemplateFitsCamelsSchema(Path file) throws IOException {
        ObjectNode route = JsonNodeFactory.instance.objectNode();
        route.put("id", file.getFileName().toString()).set("from", yaml(file).at("/spec/template/from"));
        JsonNode routes = legal(JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance.objectNode().set("route", route)));

        assertThat(CAMEL.validate(routes)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void tellsACatalogueWhatItIs(Path file) throws IOException {
        JsonNode kamelet = yaml(file);
        JsonNode annotations = kamelet.at("/metadata/annotations");

        assertThat(List.of("support.level", "icon", "group")).allSatisfy(name -> assertThat(
                        annotations.path("camel.apache.org/kamelet." + name).asText())
                .isNotBlank());
        assertThat(annotations.path("camel.apache.org/kamelet.icon").asText()).startsWith("data:image/svg+xml;base64,");
        assertThat(annotations.path("camel.apache.org/provider").asText()).isEqualTo("Cama");
        assertThat(kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText())
                .isIn("source", "action", "sink");
        assertThat(kamelet.at("/spec/definition/title").asText()).isNotBlank();
        assertThat(kamelet.at("/spec/definition/properties")).allSatisfy(property -> {
            assertThat(property.path("title").asText()).isNotBlank();
            assertThat(property.path("type").asText()).isIn("string", "integer", "boolean", "number");
            assertThat(property.has("example") || property.has("default")).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void isAKameletWithIdsAndDescriptions(Path file) throws IOException {
        JsonNode kamelet = yaml(file);
        List<String> silent = new ArrayList<>();
        speak(kamelet.at("/spec/template"), silent);

        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.at("/metadata/name").asText() + ".kamelet.yaml")
                .isEqualTo(file.getFileName().toString());
        assertThat(kamelet.at("/spec/definition/properties"))
                .allSatisfy(property ->
                        assertThat(property.path("description").asText()).isNotBlank());
        assertThat(silent).isEmpty();
    }

    @Test
    void noIdIsUsedTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (Path file : files("routes", ".camel.yaml").toList()) {
            yaml(file).findValuesAsText("id").stream()
                    .filter(id -> !seen.add(id))
                    .forEach(twice::add);
        }

        // The template "items" and the route it makes share a name on purpose, and so do "attempt" and its route.
        assertThat(twice).containsExactlyInAnyOrder("items", "attempt");
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void isShortAndHoldsNoScript(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(text.lines()).hasSizeLessThanOrEqualTo(130);
        assertThat(text).doesNotContain("groovy", "script:", "joor", "language:");
        assertThat(text.lines().findFirst().orElseThrow()).startsWith("# ");
    }

    @Test
    void everyKeyInARouteIsInTheReference() throws IOException {
        Properties keys = keys();
        List<String> unknown = new ArrayList<>();
        for (Path file : files("routes", ".yaml").toList()) {
            Matcher found = PLACEHOLDER.matcher(Files.readString(file));
            while (found.find()) {
                String key = found.group(1);
                if (key.startsWith("cama.") && !keys.containsKey(key)) {
                    unknown.add(file + ": " + key);
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    private static void speak(JsonNode node, List<String> silent) {
        node.properties().forEach(entry -> {
            JsonNode step = entry.getValue();
            if (STEPS_THAT_SPEAK.contains(entry.getKey()) && (!step.has("id") || !step.has("description"))) {
                silent.add(entry.getKey() + " " + step);
            }
            speak(step, silent);
        });
        if (node.isArray()) {
            node.forEach(child -> speak(child, silent));
        }
    }

    /** Placeholders are legal at run time in numbers and booleans, but not to the schema: a number stands in for them. */
    private static JsonNode legal(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(legal(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, legal(array.get(i)));
            }
        } else if (node instanceof TextNode text) {
            Matcher placeholder = PLACEHOLDER.matcher(text.asText());
            return placeholder.matches() && placeholder.group(1).equals("this.watch")
                    ? BooleanNode.TRUE
                    : new TextNode(placeholder.replaceAll("1"));
        }
        return node;
    }

    private static Properties keys() {
        Properties keys = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("config/cama.properties"))) {
            keys.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return keys;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(Files.readString(file));
    }

    private static Stream<Path> files(String root, String ending) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
