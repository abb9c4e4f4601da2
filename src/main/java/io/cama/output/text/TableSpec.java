package io.cama.output.text;

import io.cama.model.Finding;
import io.cama.output.Outputs;
import io.cama.output.value.Scope;
import io.cama.output.value.YamlPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a table is made of items.
 *
 * @param rows path to the list whose elements become the rows, or null for one row an item
 * @param columns empty when the first row is to decide
 * @param guarded whether formulas are made harmless
 */
record TableSpec(@Nullable String rows, List<Column> columns, boolean guarded) {
    /**
     * @param from path of the value
     */
    record Column(String name, String from) {}

    /** Reads the format's part of {@code outputs.yaml}; without one, everything is as by default. */
    static TableSpec read(@Nullable Path folder, TableDialect dialect, List<Finding> findings) {
        TableSpec plain = new TableSpec(null, List.of(), dialect.guardsFormulas());
        if (folder == null) {
            return plain;
        }
        return YamlPart.read(folder.resolve(Outputs.OUTPUTS_FILE), findings)
                .flatMap(top -> top.part(dialect.name()))
                .map(part -> read(part, plain.guarded()))
                .orElse(plain);
    }

    private static TableSpec read(YamlPart part, boolean guarded) {
        part.only(List.of("rows", "columns", "formulas"));
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlPart column : part.list("columns")) {
            Column read = column(column);
            if (!names.add(read.name().toLowerCase(Locale.ROOT))) {
                column.error("the column \"" + read.name() + "\" is there twice", "give one of them another name");
            }
            columns.add(read);
        }
        String formulas = part.text("formulas").orElse(guarded ? "safe" : "asis");
        if (!List.of("safe", "asis").contains(formulas)) {
            part.error("\"formulas\" is \"" + formulas + "\"", "write safe or asis");
        }
        return new TableSpec(part.text("rows").orElse(null), columns, formulas.equals("safe"));
    }

    private static Column column(YamlPart part) {
        if (part.scalar().isPresent()) {
            return new Column(part.scalar().get(), part.scalar().get());
        }
        part.only(List.of("name", "from"));
        String name = part.needed("name", "a column is a name, or { name: …, from: path }")
                .orElse("");
        return new Column(name, part.text("from").orElse(name));
    }

    /** The scopes of an item's rows; an item without any has none. */
    List<Scope> scopes(Map<String, Object> item, long first) {
        if (rows == null) {
            return List.of(Scope.of(first, item));
        }
        List<Scope> scopes = new ArrayList<>();
        for (Object element : Scope.of(first, item).list(rows)) {
            scopes.add(Scope.of(first + scopes.size(), item).within(element));
        }
        return scopes;
    }

    /** The columns, taken from the first row where the job names none: its fields, and those of its objects. */
    List<Column> columns(Scope first) {
        if (!columns.isEmpty() || !(first.get(".") instanceof Map<?, ?> fields)) {
            return columns.isEmpty() ? List.of(new Column("value", ".")) : columns;
        }
        List<Column> found = new ArrayList<>();
        fields.forEach((key, value) -> {
            Set<?> members =
                    rows == null && value instanceof Map<?, ?> answer ? answer.keySet() : Collections.emptySet();
            if (members.isEmpty()) {
                found.add(new Column(key.toString(), key.toString()));
            }
            members.forEach(member -> found.add(new Column(key + "." + member, key + "." + member)));
        });
        return found;
    }
}
