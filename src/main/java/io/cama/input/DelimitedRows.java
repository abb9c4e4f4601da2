package io.cama.input;

import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.input.shape.InputShape;
import io.cama.input.text.Chars;
import io.cama.input.text.Cut;
import io.cama.input.text.Cutter;
import io.cama.model.Reason;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of CSV and TSV. White space around a cell is dropped; rows of nothing but blank cells, which spreadsheets
 * leave behind, count as blank lines. A row needs as many cells as the header; further ones may only be blank.
 */
final class DelimitedRows implements RowReader.Rows {
    /** The field of a ragged row that holds the cells no column takes. */
    static final String SURPLUS = "surplus cells";

    private final String file;
    private final Cutter cutter;
    private final Feed feed = new Feed();
    private final Iterator<CSVRecord> records;
    private final FieldRules rules;
    private final List<String> named;
    private @Nullable List<String> columns;

    DelimitedRows(
            String file, Chars chars, InputShape shape, InputOptions options, InputLimits limits, RecordSource source)
            throws IOException {
        this.file = file;
        this.cutter = Cutter.records(
                chars, shape.delimiter(), options.quotes(), limits.maxRecordBytes(), limits.maxColumns());
        this.records = source.records(feed, format(shape, options));
        this.rules = new FieldRules(options);
        List<String> told = options.columns();
        columns = shape.header() ? header(told) : told.isEmpty() ? null : told;
        named = shape.header() && columns != null ? List.copyOf(columns) : List.of();
    }

    @Override
    public List<String> named() {
        return named;
    }

    /** The one place where the dialect of the records is said; it has to agree with {@link Cutter}. */
    private static CSVFormat format(InputShape shape, InputOptions options) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(shape.delimiter())
                .setQuote(options.quotes() ? '"' : null)
                .setIgnoreSurroundingSpaces(true)
                .setRecordSeparator("\n")
                .get();
    }

    /** @param told names that take the place of those in the file; none to use these */
    private @Nullable List<String> header(List<String> told) throws IOException {
        Cut cut;
        while ((cut = cutter.next()) != null) {
            if (cut.fault() != null) {
                throw new UnreadableInput(file, "the header cannot be read: " + cut.fault(), "correct the header");
            }
            List<String> cells = cells(cut);
            if (!blank(cells, 0)) {
                return told.isEmpty() ? rules.rename(named(cells, cut.line())) : replaced(cells, told, cut.line());
            }
        }
        return null;
    }

    private List<String> replaced(List<String> cells, List<String> told, long line) {
        if (cells.size() < told.size() || !blank(cells, told.size())) {
            throw new UnreadableInput(
                    file,
                    "line %d: the header has %d columns where input.yaml names %d"
                            .formatted(line, cells.size(), told.size()),
                    "name every column under columns: in input.yaml, in the order of the file");
        }
        return told;
    }

    private List<String> named(List<String> cells, long line) {
        int last = cells.size();
        while (cells.get(last - 1).isEmpty()) {
            last--;
        }
        List<String> names = cells.subList(0, last);
        for (int i = 0; i < last; i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new UnreadableInput(
                        file,
                        "line %d: column %d has no name".formatted(line, i + 1),
                        "name every column in the header");
            }
            if (names.indexOf(name) < i) {
                throw new UnreadableInput(
                        file,
                        "line %d: columns %d and %d are both named \"%s\""
                                .formatted(line, names.indexOf(name) + 1, i + 1, name),
                        "rename one of them");
            }
        }
        return names;
    }

    @Override
    public @Nullable InputRow next(long position) throws IOException {
        Cut cut;
        while ((cut = cutter.next()) != null) {
            String fault = cut.fault();
            if (fault != null) {
                return InputRow.failed(position, cut.line(), Map.of(InputRow.TEXT, cut.text()), Reason.BAD_LINE, fault);
            }
            List<String> cells = cells(cut);
            if (!blank(cells, 0)) {
                return row(position, cut.line(), cells);
            }
        }
        return null;
    }

    private InputRow row(long position, long line, List<String> cells) {
        List<String> names = columns;
        if (names == null) {
            names = rules.rename(IntStream.rangeClosed(1, cells.size())
                    .mapToObj(i -> "c" + i)
                    .toList());
            columns = names;
        }
        int columnCount = names.size();
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columnCount, cells.size()); i++) {
            fields.put(names.get(i), cells.get(i));
        }
        if (cells.size() >= columnCount && blank(cells, columnCount)) {
            return InputRow.good(position, line, rules.apply(fields));
        }
        Map<String, String> read = new LinkedHashMap<>();
        fields.forEach((name, value) -> read.put(name, value.toString()));
        if (cells.size() > columnCount) {
            read.put(SURPLUS, String.join(" | ", cells.subList(columnCount, cells.size())));
        }
        String message = "line %d: %d cells where %d are expected".formatted(line, cells.size(), columnCount);
        return InputRow.failed(position, line, read, Reason.RAGGED_ROW, message);
    }

    private List<String> cells(Cut cut) {
        feed.give(cut.text());
        List<String> cells = new ArrayList<>();
        records.next().forEach(cell -> cells.add(cell.strip()));
        return cells;
    }

    private static boolean blank(List<String> cells, int from) {
        return cells.stream().skip(from).allMatch(String::isEmpty);
    }

    /** The text of the one record that is to be parsed next. */
    private static final class Feed extends Reader {
        private String text = "";
        private int at;

        void give(String record) {
            text = record + "\n";
            at = 0;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (at == text.length()) {
                throw new IOException("the record source reads further than the record it was asked for");
            }
            int count = Math.min(length, text.length() - at);
            text.getChars(at, at + count, target, offset);
            at += count;
            return count;
        }

        @Override
        public void close() {
            text = "";
            at = 0;
        }
    }
}
