package io.cama.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.input.options.Format;
import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.shape.InputShape;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a file of any size, shown on texts that are made up while they are read. */
class FlatMemoryTest {
    private static final InputLimits SMALL = new InputLimits(1024, 10, 200);
    private static final int BUFFER = 8192;

    private static RowReader over(Reader in, Format format, InputLimits limits) throws IOException {
        InputShape shape = new InputShape(format, StandardCharsets.UTF_8, 0, ',', format.hasCells());
        return RowReader.over(in, "words." + format, shape, InputOptions.NONE, limits, RecordSource.COMMONS);
    }

    @Test
    void losesOneRowToAQuoteThatIsNeverClosed() throws IOException {
        Endless rows = Endless.of("a,b\n1,\"open\n", 10_000, "1,2\n", "");

        List<InputRow> read = new ArrayList<>();
        over(rows, Format.CSV, SMALL).forEachRemaining(read::add);

        assertThat(read).hasSize(10_001);
        assertThat(read)
                .filteredOn(row -> row.failure() != null)
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row.failure()))
                        .contains("BAD_LINE", "line 2: a quote opens here and is not closed within 1,024 bytes"));
    }

    @Test
    void staysLinearWhenEveryLineOpensAQuote() throws IOException {
        Endless rows = Endless.of("a,b,c\n", 100_000, "a\",\",x\n", "");

        List<InputRow> read = new ArrayList<>();
        over(rows, Format.CSV, SMALL).forEachRemaining(read::add);

        assertThat(read).hasSizeBetween(64, 2_000).allMatch(row -> row.failure() != null);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void neverReadsFurtherAheadThanOneRow(Format format) throws IOException {
        String row =
                switch (format) {
                    case CSV, TSV, TEXT -> "%s,verb\n".formatted("x".repeat(42));
                    case JSON -> "{\"term\": \"%s\"},\n".formatted("x".repeat(235));
                    case JSONL, DOCUMENT -> "{\"term\": \"%s\"}\n".formatted("x".repeat(236));
                };
        String before = format.hasCells() ? "term,type\n" : format == Format.JSON ? "[" : "";
        long count = format == Format.CSV || format == Format.JSON ? 210_000 : 5_000;
        Endless text = Endless.of(before, count, row, format == Format.JSON ? "]" : "");
        RowReader reader = over(text, format, SMALL);

        long bad = 0;
        long most = 0;
        long read = 0;
        while (reader.hasNext()) {
            bad += reader.next().failure() == null ? 0 : 1;
            read++;
            most = Math.max(most, text.taken() - read * row.length());
        }

        assertThat(read).isEqualTo(count);
        assertThat(bad).isZero();
        assertThat(text.taken()).isGreaterThanOrEqualTo(count * row.length());
        assertThat(most).isLessThanOrEqualTo(BUFFER + SMALL.maxRecordBytes());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void keepsNoMoreThanTheLimitOfOneEndlessRow(Format format) throws IOException {
        String before =
                switch (format) {
                    case CSV, TSV -> "a\n\"";
                    case JSON -> "[\"";
                    case JSONL, TEXT, DOCUMENT -> "";
                };
        RowReader reader = over(Endless.of(before, 3_000, "x".repeat(1000), ""), format, SMALL);

        InputRow row = reader.next();

        assertThat(row.failure()).isNotNull();
        assertThat(row.fields().get("text")).asString().hasSizeLessThanOrEqualTo(SMALL.maxRecordBytes() + 1);
        assertThat(reader.hasNext()).isFalse();
    }
}
