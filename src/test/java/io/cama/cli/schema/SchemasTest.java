package io.cama.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cama.cli.Answer;
import io.cama.input.options.InputOptions;
import io.cama.model.Finding;
import io.cama.output.Outputs;
import io.cama.prompt.file.FrontMatter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas and parsers know the same keys: what one refuses the other refuses, too. */
class SchemasTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String NONSENSE = "zzzzzzzzzzzz";

    @TempDir
    private Path folder;

    private static JsonSchema schema(String kind) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Schemas.of(kind));
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> samples = Files.walk(Path.of("samples"));
                Stream<Path> templates = Files.walk(Path.of("src/main/resources/io/cama/template"))) {
            return Stream.concat(samples, templates)
                    .filter(file -> file.toString().matches(".*/(input|outputs|deck)\\.yaml|.*\\.prompt"))
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("_"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySampleAndTemplateFits(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String text = Files.readString(file)
                .replaceAll("(?m)^@fields@", "    word: string")
                .replace("@type-id@", "1000000000000")
                .replaceAll("@schema:\\w+@", "")
                .replace("@columns@", "word");
        String kind = name.endsWith(".prompt") ? "prompt" : name.replace(".yaml", "");
        JsonNode content =
                YAML.readTree(kind.equals("prompt") ? FrontMatter.of(text).yaml() : text);

        assertThat(schema(kind).validate(content)).isEmpty();
    }

    /** What the parser says it knows, where it meets a key it does not. */
    private Set<String> known(String file, String yaml) throws IOException {
        Files.writeString(folder.resolve(file), yaml);
        List<Finding> findings = file.equals("input.yaml")
                ? InputOptions.findings(folder)
                : Outputs.findings(folder, List.of("tsv", "csv", "apkg"));
        String hint = findings.stream()
                .filter(finding -> finding.message().contains(NONSENSE))
                .map(finding -> String.valueOf(finding.hint()))
                .findFirst()
                .orElseThrow();
        return new TreeSet<>(
                List.of(hint.replaceFirst("^(use one of|known keys:) ", "").split(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            input   | /                      | {zzzzzzzzzzzz: 1}
            outputs | /                      | {zzzzzzzzzzzz: 1}
            outputs | /definitions/table     | {csv: {zzzzzzzzzzzz: 1}}
            outputs | /definitions/column    | {tsv: {columns: [{name: a, zzzzzzzzzzzz: 1}]}}
            deck    | /                      | {zzzzzzzzzzzz: 1}
            deck    | /definitions/note      | {notes: [{zzzzzzzzzzzz: 1}]}
            deck    | /definitions/type      | {notes: [{type: {zzzzzzzzzzzz: 1}}]}
            deck    | /definitions/field     | {notes: [{fields: [{zzzzzzzzzzzz: 1}]}]}
            deck    | /definitions/template  | {notes: [{templates: [{zzzzzzzzzzzz: 1}]}]}
            """)
    void schemaAndParserKnowTheSameKeys(String kind, String place, String yaml) throws IOException {
        JsonNode part = new ObjectMapper().readTree(Schemas.of(kind)).at(place.equals("/") ? "" : place);
        Set<String> described = new TreeSet<>();
        part.path("properties").fieldNames().forEachRemaining(described::add);

        assertThat(described).isEqualTo(known(kind + ".yaml", yaml));
        assertThat(part.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema(kind).validate(YAML.readTree(yaml))).isNotEmpty();
    }

    @Test
    void thePromptSchemaKnowsTheFieldsAndLetsOthersHaveADot() throws IOException {
        JsonSchema schema = schema("prompt");

        assertThat(schema.validate(YAML.readTree("{mine.own: 1, cama.fallbacks: [demo/any]}")))
                .isEmpty();
        assertThat(schema.validate(YAML.readTree("{modle: demo/any}"))).isNotEmpty();
        assertThat(schema.validate(YAML.readTree("{cama.fallbaks: [demo/any]}")))
                .isNotEmpty();
        assertThat(schema.validate(YAML.readTree("{cama.canary: {share: 5, modle: x}}")))
                .isNotEmpty();
    }

    @Test
    void theSettingsSchemaIsMadeOfTheReference() throws IOException {
        Properties keys = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("config/cama.properties"))) {
            keys.load(reader);
        }
        JsonNode properties =
                new ObjectMapper().readTree(Schemas.of("settings")).path("properties");

        assertThat(properties)
                .hasSize(keys.size())
                .allSatisfy(key -> assertThat(key.path("description").asText()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "input", "outputs", "deck", "settings"})
    void eachIsPrintedAndSaysWhatEachKeyMeans(String kind) throws IOException {
        Answer answer = Answer.of(folder, "schema", kind);
        JsonNode schema = new ObjectMapper().readTree(answer.out());

        assertThat(schema).isInstanceOf(ObjectNode.class);
        assertThat(schema.path("$schema").asText()).contains("draft-07");
        assertThat(Answer.of(folder, "schema", "job").exit()).isEqualTo(2);
    }

    @Test
    void everyFileOfANewJobNamesASchemaThatIsThere() {
        assertThat(Answer.of(folder, "init", "-q").exit()).isZero();
        Path job = folder.resolve("jobs/anki");

        assertThat(List.of("input.yaml", "outputs.yaml", "deck.yaml")).allSatisfy(name -> {
            String first = lines(job.resolve(name)).get(0);
            assertThat(first).startsWith("# yaml-language-server: $schema=");
            assertThat(job.resolve(first.substring(first.indexOf('=') + 1))).exists();
        });
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
