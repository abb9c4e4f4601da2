package io.cama.prompt;

import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.Prompt;
import io.cama.model.Reason;
import io.cama.prompt.answer.Salvage;
import io.cama.prompt.answer.TableAnswer;
import io.cama.prompt.json.BadJson;
import io.cama.prompt.json.JsonFinder;
import io.cama.prompt.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a model wrote, as its prompt's output format and schema say. Safe for use by many threads. */
public final class AnswerReader {
    private static final int MAX_VIOLATIONS = 5;

    private final Schemas schemas = new Schemas();
    private final JsonFinder finder = new JsonFinder();
    private final Salvage salvage = new Salvage(schemas);
    private final TableAnswer tables = new TableAnswer(schemas);

    /**
     * Reads an answer.
     *
     * <p>Format {@code json}, or a schema without a format: the text itself, else a fenced block, else the first
     * balanced value; commas are mended, nothing cut off is completed, and of a list of records those that break the
     * schema are left out. Format {@code tsv}: a list of rows.
     * Otherwise the text without the white space around it.
     *
     * @throws ItemFault EMPTY_OUTPUT, INVALID_JSON, INVALID_TABLE or SCHEMA_MISMATCH, the last with up to five JSON
     *     pointers
     */
    public Answer read(Prompt prompt, String text) {
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String bare = whole.strip();
        if (bare.isEmpty()) {
            throw fault(Reason.EMPTY_OUTPUT, "the reply to prompt '" + prompt.name() + "' is empty");
        }
        Map<String, Object> schema = prompt.outputSchema();
        String format = prompt.outputFormat() == null ? schema == null ? "text" : "json" : prompt.outputFormat();
        return switch (format) {
            case "json" -> json(bare, schema);
            case "tsv" -> tables.read(whole, schema == null ? Map.of() : schema);
            default -> new Answer(bare, List.of());
        };
    }

    private Answer json(String text, @Nullable Map<String, Object> schema) {
        JsonFinder.Found found;
        try {
            found = finder.find(text, opening(schema));
        } catch (BadJson e) {
            throw fault(
                    Reason.INVALID_JSON, "the reply of " + text.length() + " characters is no JSON: " + e.getMessage());
        }
        if (schema == null) {
            return new Answer(found.value(), found.warnings());
        }
        List<String> violations = schemas.violations(schema, found.value(), MAX_VIOLATIONS);
        if (violations.isEmpty()) {
            return new Answer(found.value(), found.warnings());
        }
        Answer rest = salvage.of(schema, found.value())
                .orElseThrow(() -> fault(Reason.SCHEMA_MISMATCH, String.join("; ", violations)));
        List<String> warnings = new ArrayList<>(found.warnings());
        warnings.addAll(rest.warnings());
        return new Answer(rest.value(), warnings);
    }

    private static String opening(@Nullable Map<String, Object> schema) {
        Object type = schema == null ? null : schema.get("type");
        if ("object".equals(type)) {
            return "{";
        }
        return "array".equals(type) ? "[" : "{[";
    }

    private static ItemFault fault(Reason reason, String message) {
        return new ItemFault(Failure.of(reason, message));
    }
}
