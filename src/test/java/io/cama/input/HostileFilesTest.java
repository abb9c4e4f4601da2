package io.cama.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.input.options.InputLimits;
import io.cama.input.options.InputOptions;
import io.cama.input.options.UnreadableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/hostile");

    /** One line of expected.tsv; a dash stands for nothing, and for the rows of a file that is refused. */
    record Expected(String file, String options, String good, String bad, String says, String holds) {
        static Expected of(String line) {
            String[] cells = line.replace("\\u2028", "\u2028").split("\t", -1);
            return new Expected(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Expected> files() throws IOException {
        return Files.readString(FOLDER.resolve("expected.tsv")).lines().skip(1).map(Expected::of);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadAsExpected(Expected expected, @TempDir Path job) throws IOException {
        if (expected.good.equals("-")) {
            assertThatThrownBy(() -> read(expected, job))
                    .isInstanceOf(UnreadableInput.class)
                    .hasMessageStartingWith(expected.file + ": ")
                    .hasMessageContaining(expected.says)
                    .hasMessageContaining("Do: ");
            return;
        }

        List<InputRow> rows = read(expected, job);

        assertThat(rows).extracting(InputRow::position).containsExactlyElementsOf(upTo(rows.size()));
        List<InputRow> bad = rows.stream().filter(row -> row.failure() != null).toList();
        assertThat(bad).hasSize(Integer.parseInt(expected.bad));
        assertThat(rows).hasSize(Integer.parseInt(expected.good) + bad.size());
        if (!expected.says.equals("-")) {
            assertThat(bad)
                    .extracting(row -> String.valueOf(row.failure()))
                    .anyMatch(failure -> failure.contains(expected.says));
        }
        if (!expected.holds.equals("-")) {
            String[] field = expected.holds.split("=", 2);
            assertThat(rows)
                    .filteredOn(row -> row.failure() == null)
                    .extracting(row -> String.valueOf(row.fields().get(field[0])))
                    .contains(field[1]);
        }
    }

    @Test
    void namesEveryFileOfTheFolder() throws IOException {
        try (Stream<Path> found = Files.list(FOLDER)) {
            assertThat(found.map(file -> file.getFileName().toString()).filter(name -> !name.equals("expected.tsv")))
                    .containsExactlyInAnyOrderElementsOf(
                            files().map(Expected::file).toList());
        }
    }

    private List<InputRow> read(Expected expected, Path job) throws IOException {
        if (!expected.options.equals("-")) {
            Files.writeString(job.resolve(InputOptions.FILE), expected.options);
        }
        List<InputRow> rows = new ArrayList<>();
        try (RowReader reader = RowReader.open(
                FOLDER.resolve(expected.file),
                expected.file,
                InputOptions.load(job),
                InputLimits.DEFAULT,
                RecordSource.COMMONS)) {
            reader.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static List<Long> upTo(int count) {
        return Stream.iterate(1L, n -> n + 1).limit(count).toList();
    }
}
