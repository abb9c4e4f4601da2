package io.cama.output.text;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cells parted by tabs, records by line feeds, nothing quoted. A tab, line feed or carriage return in a cell is
 * written as {@code \t}, {@code \n}, {@code \r}. A backslash stays as it is, except where it would then be read as
 * the start of one of these (or of {@code \\}): there it is doubled. So a reader that knows only {@code \t} and
 * {@code \n} sees every line break, and one that knows the rule gets every cell back exactly.
 */
public final class Tsv implements TableDialect {
    private static final String ESCAPED = "\t\n\r\\";
    private static final String LETTERS = "tnr\\";

    @Override
    public String name() {
        return "tsv";
    }

    @Override
    public boolean guardsFormulas() {
        return false;
    }

    @Override
    public String line(List<String> cells) {
        return cells.stream().map(Tsv::escape).collect(Collectors.joining("\t", "", "\n"));
    }

    @Override
    public @Nullable List<String> read(Reader in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (next == '\t') {
                cells.add(unescape(cell));
                cell.setLength(0);
            } else {
                cell.append((char) next);
            }
        }
        cells.add(unescape(cell));
        return cells;
    }

    private static String escape(String cell) {
        StringBuilder out = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            int which = ESCAPED.indexOf(c);
            if (which < 0 || (c == '\\' && !misread(cell, i + 1))) {
                out.append(c);
            } else {
                out.append('\\').append(LETTERS.charAt(which));
            }
        }
        return out.toString();
    }

    private static boolean misread(String cell, int next) {
        return next < cell.length() && (ESCAPED + LETTERS).indexOf(cell.charAt(next)) >= 0;
    }

    private static String unescape(CharSequence cell) {
        StringBuilder out = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            int which = c == '\\' && i + 1 < cell.length() ? LETTERS.indexOf(cell.charAt(i + 1)) : -1;
            out.append(which < 0 ? c : ESCAPED.charAt(which));
            i += which < 0 ? 0 : 1;
        }
        return out.toString();
    }
}
