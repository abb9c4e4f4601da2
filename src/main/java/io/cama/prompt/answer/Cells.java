package io.cama.prompt.answer;

import io.cama.prompt.fields.RowSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the cells of a line into a row, each value of the type its column's schema names. */
final class Cells {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,100}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,100}(\\.[0-9]{1,100})?([eE][-+]?[0-9]{1,3})?");

    private final RowSchema schema;
    private final List<String> columns;

    Cells(RowSchema schema) {
        this.schema = schema;
        this.columns = List.copyOf(schema.columns().keySet());
    }

    List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split("\t", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    /** Whether a line repeats the names of the columns; the last may be missing where it may be empty. */
    boolean header(List<String> cells) {
        if (!fits(cells.size()) || cells.size() < Math.min(2, columns.size())) {
            return false;
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).equalsIgnoreCase(columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean fits(int cells) {
        String last = columns.get(columns.size() - 1);
        return cells == columns.size() || (cells == columns.size() - 1 && cells > 0 && schema.mayBeEmpty(last));
    }

    @SuppressWarnings("NullAway")
    Map<String, Object> row(List<String> cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            String cell = i < cells.size() ? cells.get(i) : "";
            if (!cell.isEmpty()) {
                row.put(column, value(column, cell));
            } else if (schema.allows(column, "null")) {
                row.put(column, null);
            } else if (schema.allows(column, "string")) {
                row.put(column, "");
            }
        }
        return row;
    }

    private Object value(String column, String cell) {
        if (schema.allows(column, "integer") && WHOLE.matcher(cell).matches()) {
            return whole(new BigInteger(cell));
        }
        if (schema.allows(column, "number") && DECIMAL.matcher(cell).matches()) {
            return WHOLE.matcher(cell).matches() ? whole(new BigInteger(cell)) : new BigDecimal(cell);
        }
        return truth(column, cell).map(Object.class::cast).orElse(cell);
    }

    private Optional<Boolean> truth(String column, String cell) {
        String word = cell.toLowerCase(Locale.ROOT);
        boolean known = word.equals("true") || word.equals("false");
        return known && schema.allows(column, "boolean") ? Optional.of(word.equals("true")) : Optional.empty();
    }

    private static Number whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return number.intValue();
        }
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    /** What is wrong with the number of cells. */
    String count(List<String> cells) {
        return "has " + cells.size() + " columns instead of " + columns.size();
    }
}
