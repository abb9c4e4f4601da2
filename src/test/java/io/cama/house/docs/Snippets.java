package io.cama.house.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cama.cli.schema.Schemas;
import io.cama.config.Settings;
import io.cama.llm.demo.fault.Scenario;
import io.cama.llm.demo.fault.ScenarioException;
import io.cama.model.Finding;
import io.cama.prompt.file.FrontMatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Says what is wrong with a snippet of documentation; nothing is wrong with one that the program takes. */
final class Snippets {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> KINDS = List.of("input", "outputs", "deck");

    private final Path folder;

    /** @param folder for files that must be files to be read */
    Snippets(Path folder) {
        this.folder = folder;
    }

    List<String> problems(Page.Block block) throws IOException {
        return switch (block.word()) {
            case "shell", "bash", "sh" ->
                CommandLines.calls(block.text()).stream()
                        .flatMap(call -> CommandLines.problem(call).stream())
                        .toList();
            case "properties" -> properties(block.text());
            case "json" -> json(block.text());
            case "yaml" -> yaml(block.flag(), block.text().stripTrailing().stripIndent() + "\n");
            case "", "java", "xml", "text", "http", "promql" -> List.of();
            default -> List.of("nobody checks blocks of " + block.word());
        };
    }

    private List<String> properties(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("snippet.properties"), text);
        return Settings.load(folder, List.of(file), Map.of(), Map.of()).findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(Finding::toString)
                .toList();
    }

    private static List<String> json(String text) {
        try {
            JSON.readTree(text);
            return List.of();
        } catch (JsonProcessingException broken) {
            return List.of(broken.getOriginalMessage());
        }
    }

    private List<String> yaml(String flag, String text) throws IOException {
        if (text.startsWith("---")) {
            return fits(YAML.readTree(FrontMatter.of(text).yaml()), List.of("prompt"));
        }
        JsonNode root = YAML.readTree(text);
        if (flag.equals("foreign")) {
            return List.of();
        }
        if (root.isArray() && Stream.of("route", "routeTemplate").anyMatch(root.path(0)::has)) {
            return route(text);
        }
        if (root.has("steps") || root.isArray()) {
            String steps = root.has("steps") ? text : "steps:\n" + text;
            return route("- route:\n    from:\n      uri: direct:snippet\n" + steps.indent(6));
        }
        return root.has("rules") || root.has("latency") ? scenario(text) : fits(root, KINDS);
    }

    /** Camel itself reads a route. */
    private static List<String> route(String text) throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.build();
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("snippet.camel.yaml", text));
            boolean none = camel.getRouteDefinitions().isEmpty()
                    && camel.getRouteTemplateDefinitions().isEmpty();
            return none ? List.of("there is no route in it") : List.of();
        } catch (Exception refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }

    private List<String> scenario(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("scenario.yaml"), text);
        try {
            Scenario.read(file, Map.of());
            return List.of();
        } catch (ScenarioException wrong) {
            return List.of(String.valueOf(wrong.getMessage()));
        }
    }

    private static List<String> fits(JsonNode content, List<String> kinds) {
        List<String> problems = List.of();
        for (String kind : kinds) {
            problems =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                            .getSchema(Schemas.of(kind))
                            .validate(content)
                            .stream()
                            .map(message -> "no " + kind + ": " + message.getMessage())
                            .toList();
            if (problems.isEmpty()) {
                return problems;
            }
        }
        return problems;
    }
}
