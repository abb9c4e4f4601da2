package io.cama.output.text;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comma-separated values after RFC 4180: records end with CR LF, cells are quoted where they must be. */
public final class Csv implements TableDialect {
    @Override
    public String name() {
        return "csv";
    }

    @Override
    public boolean guardsFormulas() {
        return true;
    }

    @Override
    public String line(List<String> cells) {
        if (cells.equals(List.of(""))) {
            return "\"\"\r\n";
        }
        return cells.stream().map(Csv::quote).collect(Collectors.joining(",", "", "\r\n"));
    }

    @Override
    public @Nullable List<String> read(Reader in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (; next >= 0 && (quoted || next != '\n'); next = in.read()) {
            if (next == '"') {
                quoted = !quoted;
            }
            if (next == ',' && !quoted) {
                cells.add(unquote(cell.toString()));
                cell.setLength(0);
            } else {
                cell.append((char) next);
            }
        }
        boolean carriageReturn = !cell.isEmpty() && cell.charAt(cell.length() - 1) == '\r';
        cells.add(unquote(carriageReturn ? cell.substring(0, cell.length() - 1) : cell.toString()));
        return cells;
    }

    private static String quote(String cell) {
        boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return needed ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    private static String unquote(String cell) {
        boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
        return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
    }
}
