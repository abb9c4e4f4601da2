package io.cama.input.shape;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether the first record of a table names its columns. Nobody can be sure: two columns of words give no sign. So it
 * is taken for names unless something in it speaks against that.
 */
public final class HeaderGuess {
    private static final int LONG = 60;
    private static final Pattern VALUE = Pattern.compile(
            "[-+]?[\\d.,]*\\d%?|\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}.*|\\w+://.*|[^@\\s]+@[^@\\s]+\\.\\w+");
    private static final Pattern SENTENCE = Pattern.compile("(?s)\\S+\\s+\\S+\\s+\\S+.*[.?!。？！]");

    private HeaderGuess() {}

    /**
     * What speaks against names, in words, or empty text when nothing does.
     *
     * @param first the cells of the first record
     * @param rows the cells of some records below it
     */
    public static String against(List<String> first, List<List<String>> rows) {
        for (int column = 0; column < first.size(); column++) {
            String cell = first.get(column);
            int at = column;
            if (VALUE.matcher(cell).matches()) {
                return "its first line holds the value " + cell;
            }
            if (cell.codePointCount(0, cell.length()) > LONG
                    || SENTENCE.matcher(cell).matches()) {
                return "its first line holds a sentence";
            }
            boolean again = !cell.isBlank()
                    && rows.stream()
                            .anyMatch(row -> at < row.size() && row.get(at).equals(cell));
            if (again) {
                return "\"" + cell + "\" of its first line comes again below";
            }
        }
        return "";
    }
}
