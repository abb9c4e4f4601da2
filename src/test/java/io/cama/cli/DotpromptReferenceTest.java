package io.cama.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The Dotprompt reference through {@code cama prompt --json}, a chapter a file in {@code dotprompt/}.
 *
 * <p>A case expects the whole {@code document}, its {@code messages}, one message of the user with this {@code text},
 * values {@code at} JSON pointers, pointers that are {@code absent}, or an {@code error} with its {@code exit} code.
 * {@code differs} says where Dotprompt's JavaScript implementation answers otherwise.
 */
class DotpromptReferenceTest {
    private static final Path CHAPTERS = Path.of("src/test/resources/dotprompt");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> GIVEN =
            Set.of("name", "prompt", "file", "partials", "data", "context", "history", "arguments", "differs");
    private static final Set<String> EXPECTED = Set.of("document", "messages", "text", "at", "absent", "error", "exit");

    record Case(String chapter, JsonNode fields) {
        @Override
        public String toString() {
            return chapter + ": " + fields.path("name").asText();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (Stream<Path> files = Files.list(CHAPTERS)) {
            return files.sorted().toList().stream().flatMap(DotpromptReferenceTest::chapter);
        }
    }

    private static Stream<Case> chapter(Path file) {
        try {
            Object cases = new Load(
                            LoadSettings.builder().setSchema(new CoreSchema()).build())
                    .loadFromString(Files.readString(file));
            String chapter = file.getFileName().toString().replace(".yaml", "");
            return JSON.valueToTree(cases).valueStream().map(one -> new Case(chapter, one));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsTheReferenceSays(Case one, @TempDir Path home) throws IOException {
        JsonNode fields = one.fields();

        Answer answer = Answer.of(home, arguments(fields, home));

        if (fields.has("error")) {
            assertThat(answer.out()).isEmpty();
            assertThat(answer.err()).startsWith("error: ").contains("  Do: ");
            fields.get("error").forEach(text -> assertThat(answer.err()).contains(text.asText()));
            assertThat(answer.exit()).isEqualTo(fields.path("exit").asInt());
        } else {
            assertThat(answer.err()).isEmpty();
            assertThat(answer.exit()).isZero();
            compare(tree(answer.out()), fields);
        }
    }

    private static void compare(JsonNode document, JsonNode fields) {
        if (fields.has("document")) {
            assertThat(document).isEqualTo(normal(fields.get("document")));
        }
        if (fields.has("messages")) {
            assertThat(document.path("messages")).isEqualTo(normal(fields.get("messages")));
        }
        if (fields.has("text")) {
            assertThat(document.path("messages")).hasSize(1);
            assertThat(document.at("/messages/0/role").asText()).isEqualTo("user");
            assertThat(document.at("/messages/0/content")).hasSize(1);
            assertThat(document.at("/messages/0/content/0/text").asText())
                    .isEqualTo(fields.get("text").asText());
        }
        fields.path("at").properties().forEach(at -> assertThat(document.at(at.getKey()))
                .as(at.getKey())
                .isEqualTo(normal(at.getValue())));
        fields.path("absent")
                .forEach(pointer -> assertThat(document.at(pointer.asText()).isMissingNode())
                        .as(pointer.asText())
                        .isTrue());
    }

    @Test
    void everyCaseGivesAPromptAndExpectsSomething() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(200).allSatisfy(one -> {
            List<String> names = new ArrayList<>();
            one.fields().fieldNames().forEachRemaining(names::add);
            assertThat(names).contains("name", "prompt").containsAnyElementsOf(EXPECTED);
            names.removeAll(GIVEN);
            assertThat(EXPECTED).containsAll(names);
        });
        assertThat(cases().map(Case::toString)).doesNotHaveDuplicates();
    }

    private static String[] arguments(JsonNode fields, Path home) throws IOException {
        Path file = home.resolve(fields.path("file").asText("test.prompt"));
        Files.writeString(file, fields.path("prompt").asText());
        for (Map.Entry<String, JsonNode> partial : fields.path("partials").properties()) {
            Files.writeString(
                    home.resolve("_" + partial.getKey() + ".prompt"),
                    partial.getValue().asText());
        }
        List<String> arguments = new ArrayList<>(List.of("prompt", file.toString(), "--json"));
        for (String option : List.of("data", "context", "history")) {
            if (fields.has(option)) {
                arguments.addAll(List.of("--" + option, fields.get(option).toString()));
            }
        }
        fields.path("arguments").forEach(argument -> arguments.add(argument.asText()));
        return arguments.toArray(String[]::new);
    }

    /** As it is when it has been written and read once, so that 1 is the same number on both sides. */
    private static JsonNode normal(JsonNode node) {
        return tree(node.toString());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON document: " + json, e);
        }
    }
}
