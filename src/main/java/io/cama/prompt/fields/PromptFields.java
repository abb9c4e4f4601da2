package io.cama.prompt.fields;

import io.cama.model.Prompt;
import io.cama.prompt.file.LineFault;
import io.cama.prompt.file.Spelling;
import io.cama.prompt.file.YamlTree;
import io.cama.prompt.schema.Picoschema;
import io.cama.prompt.schema.SchemaFault;
import io.cama.prompt.schema.Schemas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a prompt of front matter that has been read. */
public final class PromptFields {
    private static final List<String> FORMATS = List.of("json", "text", "tsv");

    /** The form of Cama's own fields, {@code cama.format}; a prompt that names none is written in the first. */
    private static final String OWN_FORMAT = "1";

    private final YamlTree.Fields fields;
    private final Schemas schemas = new Schemas();

    public PromptFields(YamlTree.Fields fields) {
        this.fields = fields;
    }

    /**
     * Makes the prompt.
     *
     * @param name used where the front matter has none
     * @param variant likewise; empty for none
     * @throws LineFault if a field holds what it may not
     */
    public Prompt prompt(String name, String variant, String template) {
        refuseOtherForms();
        String ownName = text("name");
        String ownVariant = text("variant");
        Map<String, Object> input = map("input");
        Map<String, Object> output = map("output");
        Map<String, Object> inputSchema = schema(input, "input");
        Map<String, Object> outputSchema = schema(output, "output");
        if (inputSchema != null && !"object".equals(inputSchema.get("type")) && !inputSchema.containsKey("$ref")) {
            throw fault(List.of("input", "schema"), "the input schema describes no object", "give it fields by name");
        }
        String format = format(output, outputSchema);
        return new Prompt(
                ownName == null ? name : ownName,
                ownVariant != null ? ownVariant : variant.isEmpty() ? null : variant,
                text("model"),
                tools(),
                map("config"),
                inputSchema,
                map(input, List.of("input"), "default"),
                format,
                outputSchema,
                extensions(),
                map("metadata"),
                Collections.unmodifiableMap(fields.values()),
                template);
    }

    private void refuseOtherForms() {
        Object form = fields.values().getOrDefault("cama.format", OWN_FORMAT);
        if (!OWN_FORMAT.equals(String.valueOf(form))) {
            throw fault(
                    List.of("cama.format"),
                    "the fields of Cama are written in format " + form + ", and this Cama reads format " + OWN_FORMAT,
                    "use a Cama that knows it, or leave out cama.format if the prompt was written for this one");
        }
    }

    private Map<String, Map<String, Object>> extensions() {
        Map<String, Map<String, Object>> ext = new LinkedHashMap<>();
        fields.values().forEach((key, value) -> {
            int dot = key.lastIndexOf('.');
            if (dot >= 0) {
                ext.computeIfAbsent(key.substring(0, dot), space -> new LinkedHashMap<>())
                        .put(key.substring(dot + 1), value);
            }
        });
        ext.replaceAll((space, entries) -> Collections.unmodifiableMap(entries));
        return Collections.unmodifiableMap(ext);
    }

    private List<String> tools() {
        Object value = fields.values().get("tools");
        if (value == null) {
            return List.of();
        }
        List<String> tools = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object tool : list) {
                if (tool instanceof String name) {
                    tools.add(name);
                }
            }
            if (tools.size() == list.size()) {
                return List.copyOf(tools);
            }
        }
        throw fault(List.of("tools"), "tools is no list of names", "write  tools: [name, name]");
    }

    private @Nullable String format(Map<String, Object> output, @Nullable Map<String, Object> schema) {
        Object value = output.get("format");
        if (value == null) {
            return null;
        }
        String format = String.valueOf(value);
        if (!FORMATS.contains(format)) {
            throw fault(
                    List.of("output", "format"),
                    "the output format '" + format + "' is unknown",
                    "the formats are " + String.join(", ", FORMATS)
                            + Spelling.closest(format, FORMATS)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
        if (format.equals("tsv") && RowSchema.of(schema).isEmpty()) {
            throw fault(
                    List.of("output", "format"),
                    "the format tsv needs an output schema that names the columns",
                    "give output.schema the fields of one row");
        }
        return format;
    }

    private @Nullable Map<String, Object> schema(Map<String, Object> holder, String field) {
        Object written = holder.get("schema");
        if (written == null) {
            return null;
        }
        List<String> path = List.of(field, "schema");
        try {
            Map<String, Object> schema =
                    Picoschema.expand(written, below -> fields.blanks().contains(join(path, below)));
            schemas.check(schema);
            return Collections.unmodifiableMap(schema);
        } catch (SchemaFault e) {
            List<String> whole = join(path, e.path());
            throw fault(whole, String.join(".", whole) + ": " + e.getMessage(), e.hint());
        }
    }

    private static List<String> join(List<String> path, List<String> below) {
        List<String> whole = new ArrayList<>(path);
        whole.addAll(below);
        return whole;
    }

    private @Nullable String text(String key) {
        Object value = fields.values().get(key);
        if (value instanceof Map || value instanceof List) {
            throw fault(List.of(key), "the field '" + key + "' is no text", "write  " + key + ": text");
        }
        return value == null ? null : String.valueOf(value);
    }

    private Map<String, Object> map(String key) {
        return map(fields.values(), List.of(), key);
    }

    private Map<String, Object> map(Map<String, Object> holder, List<String> path, String key) {
        Object value = holder.get(key);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            List<String> whole = new ArrayList<>(path);
            whole.add(key);
            throw fault(whole, "the field '" + String.join(".", whole) + "' holds no fields", "indent them below it");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, entry) -> copy.put(String.valueOf(name), entry));
        return Collections.unmodifiableMap(copy);
    }

    private LineFault fault(List<String> path, String problem, @Nullable String hint) {
        return new LineFault(fields.line(path), problem, hint);
    }
}
