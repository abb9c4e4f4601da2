package io.cama.output.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.cama.model.Finding;
import io.cama.output.OutputFormat;
import io.cama.output.OutputJob;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.value.ContentDigest;
import io.cama.output.value.Scope;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table with a header line. Where {@code outputs.yaml} names no columns, those of the first row that was
 * answered are those of the table: values that only others have are left out, and values that they lack are empty cells.
 */
public final class TableOutput implements OutputFormat {
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final TableDialect dialect;

    public TableOutput(TableDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public Written write(Iterator<Row> rows, OutputJob job, Path file) throws IOException {
        List<Finding> findings = new ArrayList<>();
        TableSpec spec = TableSpec.read(job.folder(), dialect, findings);
        RefusedOutputException.ifAnyError(findings);
        ContentDigest digest = new ContentDigest();
        List<Row> first = new ArrayList<>();
        List<TableSpec.Column> columns = columns(spec, rows, first);
        long count = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8, CREATE_NEW)) {
            if (!columns.isEmpty()) {
                out.write(header(columns, spec, digest));
            }
            Iterator<Row> early = first.iterator();
            while (early.hasNext() || rows.hasNext()) {
                Row row = early.hasNext() ? early.next() : rows.next();
                for (Scope scope : spec.scopes(row.values(), count + 1)) {
                    List<String> cells = columns.stream()
                            .map(column -> cell(Scope.plain(scope.get(column.from())), spec))
                            .toList();
                    digest.add(cells);
                    out.write(dialect.line(cells));
                    count++;
                }
            }
        }
        return new Written(count, digest.hex());
    }

    /**
     * The columns: those the job names, or those of the first row that was answered.
     *
     * @param read takes the rows that had to be read to find it
     */
    private static List<TableSpec.Column> columns(TableSpec spec, Iterator<Row> rows, List<Row> read) {
        if (!spec.columns().isEmpty()) {
            return spec.columns();
        }
        List<Scope> any = List.of();
        while (rows.hasNext()) {
            Row row = rows.next();
            read.add(row);
            List<Scope> scopes = spec.scopes(row.values(), 1);
            if (!scopes.isEmpty() && !row.recorded()) {
                return spec.columns(scopes.get(0));
            }
            any = any.isEmpty() ? scopes : any;
        }
        return any.isEmpty() ? List.of() : spec.columns(any.get(0));
    }

    @Override
    public void verify(Path file, Written written) throws IOException {
        ContentDigest digest = new ContentDigest();
        long records = 0;
        try (BufferedReader in = Files.newBufferedReader(file, UTF_8)) {
            int width = 0;
            for (List<String> cells = dialect.read(in); cells != null; cells = dialect.read(in)) {
                width = records == 0 ? cells.size() : width;
                records++;
                if (cells.size() != width) {
                    throw Written.damaged(
                            file,
                            "has " + cells.size() + " cells in record " + records + " where others have " + width);
                }
                digest.add(cells);
            }
        }
        written.mustBe(new Written(Math.max(0, records - 1), digest.hex()), file);
    }

    @Override
    public List<Finding> findings(Path folder) {
        List<Finding> findings = new ArrayList<>();
        TableSpec.read(folder, dialect, findings);
        return findings;
    }

    private String header(List<TableSpec.Column> columns, TableSpec spec, ContentDigest digest) {
        List<String> names =
                columns.stream().map(column -> cell(column.name(), spec)).toList();
        digest.add(names);
        return dialect.line(names);
    }

    private static String cell(String text, TableSpec spec) {
        String whole = LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
        boolean runs =
                FORMULA.matcher(whole).matches() && !NUMBER.matcher(whole).matches();
        return spec.guarded() && runs ? "'" + whole : whole;
    }
}
