package io.cama.llm.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.llm.ReplyCases;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSubsetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void strictIsAskedForOnlyWhereEndpointsAcceptIt() throws IOException {
        for (JsonNode one : ReplyCases.of("strict.json")) {
            assertThat(StrictSubset.holds(one.path("schema")))
                    .as(one.toString())
                    .isEqualTo(one.path("strict").booleanValue());
        }
    }

    @Test
    void boundsAreLeftOutAndObjectsClosed() throws IOException {
        JsonNode schema = JSON.readTree("""
                {"$schema": "s", "type": "object", "required": ["a"], "properties": {
                  "a": {"type": "string", "minLength": 3, "description": "d"},
                  "b": {"type": "array", "minItems": 2, "items": {"type": ["object", "null"], "properties": {
                    "c": {"anyOf": [{"type": "integer", "maximum": 9}, {"type": "null"}]}}}},
                  "e": {"$ref": "#/$defs/f"}},
                 "$defs": {"f": {"enum": ["x"]}}}
                """);

        assertThat(ClosedSchema.of(schema)).contains(JSON.readTree("""
                {"type": "object", "required": ["a"], "properties": {
                  "a": {"type": "string", "description": "d"},
                  "b": {"type": "array", "items": {"type": ["object", "null"], "properties": {
                    "c": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}, "additionalProperties": false}},
                  "e": {"$ref": "#/$defs/f"}},
                 "$defs": {"f": {"enum": ["x"]}}, "additionalProperties": false}
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "{\"type\": \"object\"}",
                "{\"additionalProperties\": {\"type\": \"string\"}}",
                "{\"type\": \"object\", \"properties\": {\"a\": {}}, \"additionalProperties\": true}",
                "{\"properties\": {\"a\": {\"type\": \"object\"}}}",
                "{\"properties\": {\"a\": true}}",
                "{\"anyOf\": [{\"type\": \"object\"}]}",
                "{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}",
                "{\"oneOf\": [{\"type\": \"string\"}]}"
            })
    void whatTheSubsetCannotSayHasNoClosedForm(String schema) throws IOException {
        assertThat(ClosedSchema.of(JSON.readTree(schema))).isEqualTo(Optional.empty());
    }
}
