package io.cama.prompt.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks values against JSON Schema 2020-12. Compiled schemas are kept; safe for use by many threads. */
public final class Schemas {
    private static final int MAX_KEPT = 1_000;
    private static final int MAX_LINE = 160;

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ENGLISH)
            .build();
    private static final JsonSchema META = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"), CONFIG);

    private final Map<Map<String, Object>, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(
                    loaders -> loaders.values(all -> all.add(0, DisallowSchemaLoader.getInstance()))));

    /**
     * Checks a value.
     *
     * @param limit the most violations to report
     * @return one line for each violation, JSON pointer first; empty when the value fits
     */
    public List<String> violations(Map<String, Object> schema, @Nullable Object value, int limit) {
        List<String> lines = new ArrayList<>();
        for (ValidationMessage message : compile(schema).validate(tree(value))) {
            if (lines.size() == limit) {
                break;
            }
            String pointer = message.getInstanceLocation().toString();
            String line = (pointer.isEmpty() ? "/" : pointer) + ": " + message.getError();
            lines.add(line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line);
        }
        return lines;
    }

    /**
     * Where a value breaks the schema.
     *
     * @return the path of each violation, one element for each step of its JSON pointer
     */
    public List<List<String>> broken(Map<String, Object> schema, @Nullable Object value) {
        return compile(schema).validate(tree(value)).stream().map(Schemas::path).toList();
    }

    /**
     * Refuses what is no JSON Schema.
     *
     * @throws SchemaFault with the path of the first entry that is wrong
     */
    public void check(Map<String, Object> schema) {
        for (ValidationMessage message : META.validate(tree(schema))) {
            throw new SchemaFault(
                    path(message),
                    "this is no JSON Schema: " + message.getError(),
                    "correct it, or write Picoschema, as in  title: string");
        }
        try {
            compile(schema);
        } catch (RuntimeException e) {
            throw new SchemaFault(
                    List.of(), "this schema cannot be used: " + e.getMessage(), "remote schemas are not read");
        }
    }

    private static List<String> path(ValidationMessage message) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < message.getInstanceLocation().getNameCount(); i++) {
            path.add(String.valueOf(message.getInstanceLocation().getElement(i)));
        }
        return path;
    }

    private JsonSchema compile(Map<String, Object> schema) {
        JsonSchema known = compiled.get(schema);
        if (known != null) {
            return known;
        }
        if (compiled.size() >= MAX_KEPT) {
            compiled.clear();
        }
        JsonSchema fresh = factory.getSchema(tree(schema), CONFIG);
        fresh.initializeValidators();
        compiled.put(schema, fresh);
        return fresh;
    }

    private static JsonNode tree(@Nullable Object value) {
        return Trees.of(JsonNodeFactory.instance, value);
    }
}
