package io.cama.llm.demo.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaValueTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> valuesFitTheirSchema() throws IOException {
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return schemas().stream()
                .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> {
                    var schema = factory.getSchema(one.path("schema"), config);
                    for (long seed = 0; seed < 40; seed++) {
                        JsonNode value = new SchemaValue(one.path("schema"), "사과", seed * 0x1234567L).whole();
                        assertThat(schema.validate(value)).as(value.toString()).isEmpty();
                    }
                }));
    }

    @Test
    void stringsSayDemoTheItemAndTheProperty() throws IOException {
        JsonNode schema = JSON.readTree("{\"properties\":{\"meaning\":{\"type\":\"string\"}}}");

        assertThat(new SchemaValue(schema, "사과", 1).whole().toString())
                .isEqualTo("{\"meaning\":\"demo: 사과 – meaning\"}");
    }

    @Test
    void optionalPropertiesArePresentToo() throws IOException {
        JsonNode schema = JSON.readTree("{\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"b\"]}");

        assertThat(new SchemaValue(schema, "x", 1).whole().fieldNames())
                .toIterable()
                .containsExactly("a", "b");
    }

    @Test
    void seedsChooseBetweenWhatIsOpen() throws IOException {
        JsonNode schema = JSON.readTree("{\"enum\":[\"a\",\"b\",\"c\"]}");

        assertThat(Stream.iterate(1L, seed -> seed * 31 + 7)
                        .limit(30)
                        .map(seed -> new SchemaValue(schema, "x", seed).whole().asText()))
                .contains("a", "b", "c");
    }

    @Test
    void likeValuesAreNumbered() throws IOException {
        JsonNode schema = JSON.readTree("{\"type\":\"string\"}");

        assertThat(new SchemaValue(schema, "x", 1).of(schema, "front", 1).asText())
                .isEqualTo("demo: x – front 2");
    }

    @Test
    void numbersArePlain() throws IOException {
        JsonNode schema = JSON.readTree("{\"type\":\"number\",\"minimum\":1000,\"maximum\":1000}");

        assertThat(new SchemaValue(schema, "x", 1).whole().toString()).isEqualTo("1000");
    }

    @Test
    void aSchemaWithoutAnEndIsCutOff() throws IOException {
        JsonNode endless = JSON.readTree("{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}");
        JsonNode circle = JSON.readTree("{\"$ref\":\"#\"}");

        assertThat(new SchemaValue(endless, "x", 1).whole().toString()).contains("\"a\":null");
        assertThat(new SchemaValue(circle, "x", 1).whole().isTextual()).isTrue();
    }

    @Test
    void referencesThatLeadNowhereAllowAnything() throws IOException {
        for (String reference : List.of("#/$defs/none", "other.json#/x", "#anchor", "#%zz")) {
            JsonNode schema = JSON.createObjectNode().put("$ref", reference);
            assertThat(new SchemaValue(schema, "x", 1).whole().asText()).isEqualTo("demo: x – answer");
        }
    }

    @Test
    void aPatternTooHardIsAnsweredWithTheUsualText() throws IOException {
        for (String pattern : List.of("^(?=z)z$", "^(a)\\\\1$", "(", "^a{x}$", "^[z", "^\\\\p{IsThai}$")) {
            JsonNode schema = JSON.readTree("{\"type\":\"string\",\"pattern\":\"" + pattern + "\"}");
            assertThat(new SchemaValue(schema, "x", 1).whole().asText())
                    .as(pattern)
                    .isEqualTo("demo: x – answer");
        }
    }

    private static List<JsonNode> schemas() throws IOException {
        try (InputStream in = Objects.requireNonNull(SchemaValueTest.class.getResourceAsStream("/llm/schemas.json"))) {
            var all = new ArrayList<JsonNode>();
            JSON.readTree(in).forEach(all::add);
            return all;
        }
    }
}
