package io.cama.input.shape;

import io.cama.input.text.Chars;
import io.cama.input.text.Cut;
import io.cama.input.text.Cutter;
import java.io.IOException;
import java.io.StringReader;

/**
 * The delimiter that cuts the first records of a text most evenly.
 *
 * @param delimiter between cells
 * @param even whether two records or more have two cells or more, and all of them equally many
 */
record DelimiterGuess(char delimiter, boolean even) {
    /** Those rarer in plain text come first, since the first of equals wins. */
    private static final char[] CANDIDATES = {'\t', ';', '|', ','};

    private static final int RECORDS = 20;
    private static final int MAX_CELLS = 1 << 20;

    /**
     * Looks at the beginning of a file, outside quotes.
     *
     * @param head whole lines
     * @param otherwise the delimiter when there is but one column
     */
    static DelimiterGuess of(String head, boolean quotes, char otherwise) throws IOException {
        DelimiterGuess best = new DelimiterGuess(otherwise, false);
        double most = 0;
        for (char candidate : CANDIDATES) {
            Cutter cutter = Cutter.records(new Chars(new StringReader(head)), candidate, quotes, MAX_CELLS, MAX_CELLS);
            int columns = 0;
            int records = 0;
            int equal = 0;
            Cut cut;
            while (records < RECORDS && (cut = cutter.next()) != null) {
                columns = records == 0 ? cut.cells() : columns;
                equal += cut.cells() == columns && cut.fault() == null ? 1 : 0;
                records++;
            }
            double share = records == 0 ? 0 : (double) equal / records;
            double score = share * share * (columns - 1);
            if (score > most) {
                most = score;
                best = new DelimiterGuess(candidate, records > 1 && equal == records);
            }
        }
        return best;
    }
}
