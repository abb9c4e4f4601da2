package io.cama.prompt.answer;

import io.cama.model.Failure;
import io.cama.model.ItemFault;
import io.cama.model.Reason;
import io.cama.prompt.Answer;
import io.cama.prompt.fields.RowSchema;
import io.cama.prompt.json.BadJson;
import io.cama.prompt.json.JsonFinder;
import io.cama.prompt.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a table: lines of cells parted by tabs, or a JSON array of the same rows. Bad rows are left out and said. */
public final class TableAnswer {
    private static final int MAX_WARNINGS = 20;
    private static final int MAX_VIOLATIONS = 5;

    private final Schemas schemas;
    private final JsonFinder finder = new JsonFinder();

    public TableAnswer(Schemas schemas) {
        this.schemas = schemas;
    }

    /**
     * Reads the rows of {@code text}.
     *
     * @param schema an object, which is one row, or an array of them
     * @throws ItemFault INVALID_TABLE when no row is valid, SCHEMA_MISMATCH when the rows as a whole are not
     */
    public Answer read(String text, Map<String, Object> schema) {
        RowSchema rows = RowSchema.of(schema)
                .orElseThrow(() ->
                        new ItemFault(Failure.of(Reason.INVALID_TABLE, "the prompt's output schema names no columns")));
        List<Object> good = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        String content = JsonFinder.fenced(text, List.of("tsv", "csv", "text", "txt", "json", "plaintext"))
                .orElse(text);
        Optional<List<?>> array = array(content, warnings);
        if (array.isPresent()) {
            int number = 0;
            for (Object row : array.get()) {
                keep(row, ++number, rows, good, warnings);
            }
        } else {
            lines(content, rows, good, warnings);
        }
        if (good.isEmpty()) {
            String why = warnings.isEmpty()
                    ? "it has no row at all"
                    : String.join("; ", warnings.subList(0, Math.min(3, warnings.size())));
            throw new ItemFault(Failure.of(Reason.INVALID_TABLE, "the reply holds no valid row: " + why));
        }
        if (schema.containsKey("items")) {
            List<String> violations = schemas.violations(schema, good, MAX_VIOLATIONS);
            if (!violations.isEmpty()) {
                throw new ItemFault(Failure.of(Reason.SCHEMA_MISMATCH, String.join("; ", violations)));
            }
        }
        return new Answer(good, limited(warnings));
    }

    private Optional<List<?>> array(String content, List<String> warnings) {
        String start = content.stripLeading();
        if (!start.startsWith("[") && !start.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonFinder.Found found = finder.find(content, "[");
            warnings.addAll(found.warnings());
            return found.value() instanceof List<?> list
                    ? Optional.of(list)
                    : found.value() instanceof Map<?, ?> row ? Optional.of(List.of(row)) : Optional.empty();
        } catch (BadJson e) {
            warnings.add("the JSON cannot be read: " + e.getMessage());
            return Optional.of(List.of());
        }
    }

    private void lines(String content, RowSchema rows, List<Object> good, List<String> warnings) {
        Cells cells = new Cells(rows);
        int number = 0;
        for (String line : content.lines().toList()) {
            List<String> row = cells.split(line);
            if (line.isBlank() || cells.header(row) || line.strip().startsWith("```")) {
                continue;
            }
            number++;
            if (cells.fits(row.size())) {
                keep(cells.row(row), number, rows, good, warnings);
            } else {
                warnings.add("row " + number + " was skipped: it " + cells.count(row));
            }
        }
    }

    private void keep(Object row, int number, RowSchema rows, List<Object> good, List<String> warnings) {
        List<String> violations = schemas.violations(rows.row(), row, 2);
        if (violations.isEmpty()) {
            good.add(row);
        } else {
            warnings.add("row " + number + " was skipped: " + String.join("; ", violations));
        }
    }

    private static List<String> limited(List<String> warnings) {
        if (warnings.size() <= MAX_WARNINGS) {
            return warnings;
        }
        List<String> some = new ArrayList<>(warnings.subList(0, MAX_WARNINGS));
        some.add("and " + (warnings.size() - MAX_WARNINGS) + " more");
        return some;
    }
}
