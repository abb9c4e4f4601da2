package io.cama.output.text;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cells become lines of a table, and lines cells again. */
public interface TableDialect {
    /** The name of the format. */
    String name();

    /** Whether cells that a spreadsheet would run as a formula are made harmless unless the job says otherwise. */
    boolean guardsFormulas();

    /** The line of a record, its line end included. */
    String line(List<String> cells);

    /** The next record, or null at the end. */
    @Nullable
    List<String> read(Reader in) throws IOException;
}
