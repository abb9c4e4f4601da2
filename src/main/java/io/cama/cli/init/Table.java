package io.cama.cli.init;

import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Refusal;
import io.cama.input.InputRow;
import io.cama.input.RecordSource;
import io.cama.input.RowReader;
import io.cama.input.options.Format;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.shape.HeaderGuess;
import io.cama.input.shape.InputShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds, as far as its first rows tell.
 *
 * @param header whether the first record of a table names the columns
 * @param why what speaks against names in the first record, or empty
 * @param rows how many there are, at most {@link #MOST}
 */
record Table(InputShape shape, boolean header, String why, List<Column> columns, long rows) {
    /** Rows are counted up to here. */
    static final long MOST = 100_000;

    private static final int SAMPLE = 1_000;

    /** For this reader, cells have no names yet. */
    private static final InputOptions BARE = new InputOptions(
            null, null, null, false, true, List.of(), Map.of(), Map.of(), Map.of(), InputOptions.NONE.text());

    /**
     * Looks a file over.
     *
     * @param header whether the first record names the columns; null to find out
     * @param taken names that no field may have
     * @throws io.cama.input.options.UnreadableInput if it cannot be read as a whole
     * @throws Refusal if it has no row
     */
    static Table read(Path file, InputLimits limits, @Nullable Boolean header, Set<String> taken) throws IOException {
        List<Map<String, Object>> sample = new ArrayList<>();
        long rows = 0;
        InputShape shape;
        try (RowReader reader =
                RowReader.open(file, String.valueOf(file.getFileName()), BARE, limits, RecordSource.COMMONS)) {
            shape = reader.shape();
            while (rows < MOST && reader.hasNext()) {
                InputRow row = reader.next();
                rows++;
                if (row.failure() == null && sample.size() < SAMPLE) {
                    sample.add(row.fields());
                }
            }
        }
        Table table = shape.format().hasCells()
                ? ofCells(shape, sample, rows, header, taken)
                : ofFields(shape, sample, rows, taken);
        if (table.rows() < 1 || table.columns().isEmpty()) {
            throw new Refusal(
                    Exit.BAD_INPUT, file + " has no rows", "give a file with at least one row below its header");
        }
        return table;
    }

    private static Table ofCells(
            InputShape shape, List<Map<String, Object>> sample, long rows, @Nullable Boolean told, Set<String> taken) {
        List<List<String>> cells = sample.stream()
                .map(row -> row.values().stream().map(String::valueOf).toList())
                .toList();
        if (cells.isEmpty()) {
            return new Table(shape, true, "", List.of(), 0);
        }
        List<String> first = cells.get(0);
        List<List<String>> below = cells.subList(1, cells.size());
        String why = told == null ? HeaderGuess.against(first, below) : "";
        boolean header = told == null ? why.isEmpty() : told;
        List<List<String>> data = header ? below : cells;
        int width = first.size();
        while (width > 1 && first.get(width - 1).isBlank() && blank(data, width - 1)) {
            width--;
        }
        List<String> headings = header
                ? first.subList(0, width)
                : Stream.iterate(1, n -> n + 1).limit(width).map(n -> "c" + n).toList();
        List<String> fields = SafeName.fields(headings, taken);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            int at = i;
            columns.add(Column.of(
                    header ? headings.get(i) : "",
                    fields.get(i),
                    data.stream().<Object>map(row -> row.get(at)).toList()));
        }
        return new Table(shape, header, why, columns, rows - (header ? 1 : 0));
    }

    private static boolean blank(List<List<String>> rows, int column) {
        return rows.stream().allMatch(row -> row.get(column).isBlank());
    }

    private static Table ofFields(InputShape shape, List<Map<String, Object>> sample, long rows, Set<String> taken) {
        Set<String> headings = new LinkedHashSet<>();
        sample.forEach(row -> headings.addAll(row.keySet()));
        List<String> named = List.copyOf(headings);
        List<String> fields = SafeName.fields(named, taken);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String heading = named.get(i);
            columns.add(Column.of(
                    heading,
                    fields.get(i),
                    sample.stream().map(row -> row.getOrDefault(heading, "")).toList()));
        }
        return new Table(shape, true, "", columns, rows);
    }

    /** Whether each field is in each row, as in a table. */
    boolean hasCells() {
        return shape.format().hasCells();
    }

    /** The fields that identify a row: one that is enough by itself, a text rather than a number; else all. */
    List<String> key() {
        List<Column> enough = columns.stream().filter(Column::identifies).toList();
        return enough.stream()
                .filter(column -> column.kind().equals("text"))
                .findFirst()
                .or(() -> enough.stream().findFirst())
                .map(column -> List.of(column.field()))
                .orElseGet(() -> columns.stream().map(Column::field).limit(8).toList());
    }

    /** In words, such as {@code UTF-16LE, parted by tabs, the first line names the columns, 500 rows}. */
    String describe() {
        String cells =
                switch (shape.delimiter()) {
                    case '\t' -> "parted by tabs";
                    case ',' -> "parted by commas";
                    case ';' -> "parted by semicolons";
                    default -> "parted by " + shape.delimiter();
                };
        String how = hasCells()
                ? cells + ", "
                        + (header
                                ? "the first line names the columns"
                                : "no header" + (why.isEmpty() ? "" : ", since " + why))
                : shape.format() == Format.TEXT
                        ? "an item a line"
                        : shape.format().name();
        String count =
                rows >= MOST ? "%,d rows or more".formatted(MOST) : rows == 1 ? "1 row" : "%,d rows".formatted(rows);
        String charset = shape.charset().name().equals("x-windows-949")
                ? "CP949"
                : shape.charset().name();
        return charset + ", " + how + ", " + count;
    }
}
