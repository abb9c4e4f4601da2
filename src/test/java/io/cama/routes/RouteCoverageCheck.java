package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs after all route tests, in a surefire execution of its own: what no exchange passed is not tested. */
class RouteCoverageCheck {
    private static final List<String> STEPS =
            List.of("bean", "to", "toD", "setHeader", "removeHeaders", "setProperty", "marshal", "unmarshal", "filter");

    @Test
    void everyStepOfEveryRouteWasPassedByATest() throws IOException {
        Set<String> steps = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                collect(new YAMLMapper().readTree(Files.readString(file)), steps);
            }
        }
        Set<String> visited = new TreeSet<>();
        try (Stream<Path> files = Files.list(VisitedSteps.FOLDER)) {
            for (Path file : files.toList()) {
                visited.addAll(Files.readAllLines(file));
            }
        }

        assertThat(steps).hasSizeGreaterThan(30);
        assertThat(visited).containsAll(steps);
    }

    private static void collect(JsonNode node, Set<String> steps) {
        node.properties().forEach(entry -> {
            if (STEPS.contains(entry.getKey()) && entry.getValue().has("id")) {
                steps.add(entry.getValue().path("id").asText());
            }
            collect(entry.getValue(), steps);
        });
        if (node.isArray()) {
            node.forEach(child -> collect(child, steps));
        }
    }
}
