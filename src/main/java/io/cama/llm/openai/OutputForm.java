package io.cama.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cama.llm.write.StrictSubset;
import io.cama.llm.write.Trees;
import io.cama.model.Abilities.Structured;
import io.cama.model.Prompt;
import io.cama.model.Provider;
import java.util.Map;

/** Says in a request what form the answer shall have, as strongly as the provider understands it. */
final class OutputForm {
    private static final int MAX_NAME = 64;

    private final Provider provider;
    private final Prompt prompt;

    OutputForm(Provider provider, Prompt prompt) {
        this.provider = provider;
        this.prompt = prompt;
    }

    /** Adds what is understood; says whether a schema was sent. */
    boolean addTo(ObjectNode body) {
        String format = prompt.outputFormat();
        Map<String, Object> schema = prompt.outputSchema();
        if (schema != null && (format == null || format.equals("json"))) {
            return addSchema(body, Trees.of(schema));
        }
        if ("json".equals(format)) {
            addObject(body);
        } else if (format != null && provider.name().equals("demo")) {
            ObjectNode extension = body.putObject("cama").put("format", format);
            if (schema != null) {
                extension.set("schema", Trees.of(schema));
            }
        }
        return false;
    }

    private boolean addSchema(ObjectNode body, JsonNode schema) {
        Structured structured = provider.abilities().structured();
        if (structured == Structured.SCHEMA) {
            ObjectNode form = body.putObject("response_format").put("type", "json_schema");
            form.putObject("json_schema")
                    .put("name", name())
                    .put("strict", StrictSubset.holds(schema))
                    .set("schema", schema);
            return true;
        }
        // Parameters of a tool are an object; for anything else only the prompt's own words are left.
        if (structured == Structured.TOOL && "object".equals(schema.path("type").asText())) {
            addTool(body, schema);
            return true;
        }
        if (structured == Structured.OBJECT
                && !"array".equals(schema.path("type").asText())) {
            addObject(body);
        }
        return false;
    }

    private void addTool(ObjectNode body, JsonNode schema) {
        ObjectNode function = body.putArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", name())
                .put("description", "Takes the answer.");
        if (StrictSubset.holds(schema)) {
            function.put("strict", true);
        }
        function.set("parameters", schema);
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", name());
    }

    private void addObject(ObjectNode body) {
        if (provider.abilities().structured() != Structured.NONE) {
            body.putObject("response_format").put("type", "json_object");
        }
    }

    private String name() {
        String clean = prompt.name().replaceAll("[^A-Za-z0-9_-]", "_");
        return clean.isEmpty() ? "reply" : clean.substring(0, Math.min(MAX_NAME, clean.length()));
    }
}
