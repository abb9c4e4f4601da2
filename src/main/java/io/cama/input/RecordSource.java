package io.cama.input;

import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Parses the records of CSV and TSV, so that a route's own data format can be the one that does it.
 *
 * <p>The reader gives one record at a time, so it must be lazy: to make one record it may read no further than
 * the line end behind it. Records come to it checked, without blank lines and always ended by a line feed.
 */
@FunctionalInterface
public interface RecordSource {
    /** Commons CSV, without anything between. */
    RecordSource COMMONS = (reader, format) ->
            CSVParser.builder().setReader(reader).setFormat(format).get().iterator();

    /**
     * Begins to parse.
     *
     * @param format to be used as it is
     */
    Iterator<CSVRecord> records(Reader reader, CSVFormat format) throws IOException;
}
