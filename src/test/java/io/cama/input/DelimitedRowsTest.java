package io.cama.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.input.options.Format;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.shape.InputShape;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class DelimitedRowsTest {
    private static final String[] PIECES = {
        "a", "\"", "\"\"", ",", "\n", "\r", "\r\n", " ", "\t", "가", "\u2028", ",\"", "\",", "\0"
    };
    private static final InputShape HEADLESS = new InputShape(Format.CSV, StandardCharsets.UTF_8, 0, ',', false);

    /** Commons CSV, keeping what it was given. */
    private static final class Listening implements RecordSource {
        private final List<CSVRecord> records = new ArrayList<>();

        @Override
        public Iterator<CSVRecord> records(java.io.Reader reader, CSVFormat format) throws IOException {
            Iterator<CSVRecord> parsed = COMMONS.records(reader, format);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return parsed.hasNext();
                }

                @Override
                public CSVRecord next() {
                    records.add(parsed.next());
                    return records.get(records.size() - 1);
                }
            };
        }
    }

    @Test
    void handsOverOneRecordAtATimeWhateverTheText() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Listening source = new Listening();

            List<InputRow> rows = rows(text.toString(), source);

            assertThat(rows.stream().filter(DelimitedRowsTest::isParsed).count())
                    .as("records of %s", text)
                    .isLessThanOrEqualTo(source.records.size());
            for (int i = 0; i < source.records.size(); i++) {
                assertThat(source.records.get(i).getRecordNumber()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void agreesWithCommonsCsvOnWellFormedText() throws IOException {
        Random random = new Random(11);
        int compared = 0;
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length - 1)]);
            }
            List<List<String>> expected = parsed(text.toString());

            List<List<String>> seen = new ArrayList<>();
            Listening source = new Listening();
            boolean broken = rows(text.toString(), source).stream().anyMatch(row -> !isParsed(row));
            source.records.stream().filter(DelimitedRowsTest::isFilled).forEach(record -> seen.add(record.toList()));

            if (!expected.isEmpty() && !broken) {
                assertThat(seen).as("cells of %s", text).isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static boolean isFilled(CSVRecord record) {
        return record.size() > 1 || !record.get(0).isBlank();
    }

    private static boolean isParsed(InputRow row) {
        return !String.valueOf(row.failure()).contains("BAD_LINE");
    }

    private static List<InputRow> rows(String text, RecordSource source) throws IOException {
        List<InputRow> rows = new ArrayList<>();
        RowReader.over(new StringReader(text), "x.csv", HEADLESS, InputOptions.NONE, InputLimits.DEFAULT, source)
                .forEachRemaining(rows::add);
        return rows;
    }

    /** The records of the whole text that are more than one blank cell, or none if it is not well formed. */
    private static List<List<String>> parsed(String text) throws IOException {
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();
        List<List<String>> records = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord record : parser) {
                if (isFilled(record)) {
                    records.add(record.toList());
                }
            }
            return records;
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }
}
