package io.cama.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.output.OutputJob;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCellsTest {
    private final TableOutput tsv = new TableOutput(new Tsv());
    private final TableOutput csv = new TableOutput(new Csv());

    private final Path folder;

    TableCellsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void quotesWhatRfc4180WantsQuoted() throws IOException {
        assertThat(write(csv, List.of(Samples.row(1, "a", "x,y", "b", "say \"hi\"", "c", "one\r\ntwo", "d", "plain"))))
                .isEqualTo("a,b,c,d\r\n\"x,y\",\"say \"\"hi\"\"\",\"one\r\ntwo\",plain\r\n");
    }

    @Test
    void disarmsFormulasButNotNumbers() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String cell : List.of(
                "=1+1",
                "+cmd",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "＝1",
                "＋1",
                "－x",
                "＠a",
                "-5",
                "+3.25",
                "-1e5",
                "a=1")) {
            rows.add(Samples.row(1, "cell", cell));
        }

        assertThat(write(csv, rows).split("\r\n", -1))
                .containsExactly(
                        "cell",
                        "'=1+1",
                        "'+cmd",
                        "'-2+3",
                        "'@SUM(A1)",
                        "'\t=1",
                        "\"'\r=1\"",
                        "'＝1",
                        "'＋1",
                        "'－x",
                        "'＠a",
                        "-5",
                        "+3.25",
                        "-1e5",
                        "a=1",
                        "");
    }

    @Test
    void leavesFormulasAloneWhenTheJobSaysSo() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "csv: { formulas: asis }\ntsv: { formulas: safe }");

        assertThat(write(csv, List.of(Samples.row(1, "a", "=1+1")))).isEqualTo("a\r\n=1+1\r\n");
        assertThat(write(tsv, List.of(Samples.row(1, "a", "=1+1")))).isEqualTo("a\n'=1+1\n");
    }

    @Test
    void doublesABackslashOnlyWhereItWouldBeMisread() throws IOException {
        assertThat(write(
                        tsv,
                        List.of(Samples.row(1, "a", "C:\\new", "b", "\\frac", "c", "x\\", "d", "\\\n", "e", "\r"))))
                .isEqualTo("a\tb\tc\td\te\nC:\\\\new\t\\frac\tx\\\t\\\\\\n\t\\r\n");
    }

    @Test
    void readsBackWhateverItWrote() throws IOException {
        Random random = new Random(7);
        String alphabet = "\\\\\\tnr\t\n\r,\"'a눈";
        for (int round = 0; round < 3_000; round++) {
            List<String> cells = new ArrayList<>();
            for (int cell = 0; cell <= random.nextInt(3); cell++) {
                StringBuilder text = new StringBuilder();
                random.ints(random.nextInt(7), 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
                cells.add(text.toString());
            }
            for (TableDialect dialect : List.of(new Tsv(), new Csv())) {
                assertThat(dialect.read(new StringReader(dialect.line(cells)))).isEqualTo(cells);
            }
        }
    }

    @Test
    void replacesHalvesOfCharacters() throws IOException {
        assertThat(write(tsv, List.of(Samples.row(1, "a", "x\ud83dy\ud83d\ude00"))))
                .isEqualTo("a\nx\uFFFDy\ud83d\ude00\n");
    }

    private String write(TableOutput format, List<Row> rows) throws IOException {
        Path file = folder.resolve("out." + format.name());
        Files.deleteIfExists(file);
        format.verify(file, format.write(Collections.unmodifiableList(rows).iterator(), job(), file));
        return Files.readString(file);
    }

    private OutputJob job() {
        return new OutputJob("j", List.of(), folder, new Samples.HandClock());
    }
}
