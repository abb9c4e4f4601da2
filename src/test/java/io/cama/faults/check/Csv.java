package io.cama.faults.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables with a header, as far as the harness writes them or reads them from an outbox. */
final class Csv {
    private Csv() {}

    /**
     * The records below the header, each by its names. A record with too few or too many cells has those it has.
     *
     * @throws IOException if the text ends inside a quoted cell, or without a line end
     */
    static List<Map<String, String>> commas(Path file) throws IOException {
        List<List<String>> records = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = quoted && c == '"' && text.startsWith("\"\"", i);
            if (doubled) {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(cells));
                    cells.clear();
                }
            } else if (quoted || c != '\r') {
                cell.append(c);
            }
        }
        if (quoted || !cells.isEmpty() || !cell.isEmpty()) {
            throw new IOException(file + " ends inside a record");
        }
        return named(records);
    }

    /** The records below the header of a table whose cells are parted by tabs. */
    static List<Map<String, String>> tabs(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IOException(file + " ends inside a record");
        }
        return named(text.lines().map(line -> List.of(line.split("\t", -1))).toList());
    }

    private static List<Map<String, String>> named(List<List<String>> records) {
        List<Map<String, String>> all = new ArrayList<>();
        for (List<String> record : records.subList(Math.min(1, records.size()), records.size())) {
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(record.size(), records.get(0).size()); i++) {
                named.put(records.get(0).get(i), record.get(i));
            }
            all.add(named);
        }
        return all;
    }
}
