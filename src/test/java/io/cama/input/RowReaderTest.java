package io.cama.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.options.Format;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import io.cama.input.shape.InputShape;
import io.cama.model.Reason;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {
    private static final InputLimits SMALL = new InputLimits(1024, 10, 200);

    private static RowReader over(Reader in, Format format, InputLimits limits) throws IOException {
        InputShape shape = new InputShape(format, StandardCharsets.UTF_8, 0, ',', format.hasCells());
        return RowReader.over(in, "words." + format, shape, InputOptions.NONE, limits, RecordSource.COMMONS);
    }

    private static List<InputRow> csv(String text) throws IOException {
        List<InputRow> rows = new ArrayList<>();
        over(new StringReader(text), Format.CSV, SMALL).forEachRemaining(rows::add);
        return rows;
    }

    @Test
    void keepsFieldsInTheOrderOfTheFile() throws IOException {
        List<InputRow> rows = csv("z,a,m\n1,2,3\n");

        assertThat(rows.get(0).fields().toString()).isEqualTo("{z=1, a=2, m=3}");
    }

    @Test
    void namesOfTheJobTakeThePlaceOfAHeaderThatTellsNoColumnsApart() throws IOException {
        InputOptions told =
                new InputOptions(null, null, null, true, true, List.of("a", "b"), Map.of(), Map.of(), Map.of(), "text");
        InputShape shape = new InputShape(Format.CSV, StandardCharsets.UTF_8, 0, ',', true);

        RowReader rows =
                RowReader.over(new StringReader("x,,\n1,2\n"), "words.csv", shape, told, SMALL, RecordSource.COMMONS);

        assertThat(rows.next().fields().toString()).isEqualTo("{a=1, b=2}");
        assertThatThrownBy(() -> RowReader.over(
                        new StringReader("x,y,z\n1,2,3\n"), "words.csv", shape, told, SMALL, RecordSource.COMMONS))
                .hasMessageContaining("line 1: the header has 3 columns where input.yaml names 2");
    }

    @Test
    void saysWhereEachRowBegins() throws IOException {
        assertThat(csv("a,b\n\n1,\"x\r\ny\rz\"\r\r\n2,y\n"))
                .extracting(InputRow::line)
                .containsExactly(3L, 7L);
    }

    @Test
    void countsBadRowsButNotBlankLines() throws IOException {
        assertThat(csv("a,b\n1,2\n\n1\n,\n3,4\n"))
                .extracting(row -> row.position() + (row.failure() == null ? " good" : " bad"))
                .containsExactly("1 good", "2 bad", "3 good");
    }

    @Test
    void showsWhatARaggedRowHeld() throws IOException {
        InputRow row = csv("a,b\n1,2,3,4\n").get(0);

        assertThat(row.fields()).containsEntry("a", "1").containsEntry("surplus cells", "3 | 4");
        assertThat(row.failure()).isNotNull().extracting("reason").isEqualTo(Reason.RAGGED_ROW);
    }

    @Test
    void showsAtMostFourKibibytesOfABadRow() throws IOException {
        InputLimits wide = new InputLimits(1 << 20, 10, 200);
        RowReader reader = over(new StringReader("a\n" + "가".repeat(3000) + ",x\n"), Format.CSV, wide);

        InputRow row = reader.next();

        assertThat(row.fields().get("a")).asString().hasSize(1366).endsWith("…");
    }

    @Test
    void keepsItsAnswerAtTheEnd() throws IOException {
        RowReader reader = over(new StringReader("a\n1\n"), Format.CSV, SMALL);

        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.next().position()).isEqualTo(1);
        assertThat(reader.hasNext()).isFalse();
        assertThat(reader.hasNext()).isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void goesOnBehindALineThatIsTooLong() throws IOException {
        assertThat(csv("a,b\n1," + "x".repeat(9_000) + "\n2,\"" + "y".repeat(9_000) + "\n3,z\n"))
                .extracting(row -> String.valueOf(row.failure()).replaceAll(".*message=|, pause.*", ""))
                .containsExactly(
                        "line 2: longer than 1,024 bytes",
                        "line 3: a quote opens here and is not closed within 1,024 bytes",
                        "null");
    }

    @Test
    void refusesMoreColumnsThanTheLimit() throws IOException {
        assertThatThrownBy(() -> csv("a,b,c,d,e,f,g,h,i,j,k\n"))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("11 cells; 10 is the most");
        assertThat(String.valueOf(csv("a\n" + ",".repeat(500) + "x\n").get(0).failure()))
                .contains("501 cells");
    }

    @Test
    void refusesASourceThatReadsAhead() {
        RecordSource greedy =
                (reader, format) -> CSVParser.parse(reader, format).getRecords().iterator();
        InputShape shape = new InputShape(Format.CSV, StandardCharsets.UTF_8, 0, ',', true);

        assertThatThrownBy(() -> RowReader.over(
                        new StringReader("a\n1\n"), "words.csv", shape, InputOptions.NONE, SMALL, greedy))
                .hasMessageContaining("the record source reads further");
    }

    @Test
    void saysThatAFileWasChangedWhileItWasRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("words.csv");
        Files.writeString(file, "a\n" + "xy\n".repeat(20_000));
        try (RowReader reader =
                RowReader.open(file, "words.csv", InputOptions.NONE, InputLimits.DEFAULT, RecordSource.COMMONS)) {
            byte[] garbled = Files.readAllBytes(file);
            garbled[50_000] = (byte) 0xff;
            Files.write(file, garbled);

            assertThatThrownBy(() -> reader.forEachRemaining(row -> {}))
                    .isInstanceOf(UnreadableInput.class)
                    .hasMessageContaining("not valid UTF-8 any more");
        }
    }

    @Test
    void saysWhichRowTheDiskFailedAfter() throws IOException {
        Reader broken = new Reader() {
            private boolean first = true;

            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                if (!first) {
                    throw new IOException("input/output error");
                }
                first = false;
                "a\n1\n".getChars(0, 4, target, offset);
                return 4;
            }

            @Override
            public void close() {
                first = false;
            }
        };
        RowReader reader = over(broken, Format.CSV, SMALL);
        reader.next();

        assertThatThrownBy(reader::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("words.CSV: cannot be read after row 1");
    }

    @Test
    void tellsTheShapeOfItsFile() throws IOException {
        assertThat(over(new StringReader(""), Format.TEXT, SMALL).shape().format())
                .isEqualTo(Format.TEXT);
    }
}
