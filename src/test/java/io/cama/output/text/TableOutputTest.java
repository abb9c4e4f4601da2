package io.cama.output.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.LocalFault;
import io.cama.output.OutputFormat.Written;
import io.cama.output.OutputJob;
import io.cama.output.RefusedOutputException;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableOutputTest {
    private final TableOutput tsv = new TableOutput(new Tsv());
    private final TableOutput csv = new TableOutput(new Csv());

    private final Path folder;

    TableOutputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void writesOneLineAnElementAndNumbersThemThrough() throws IOException {
        Files.copy(Samples.FOLDER.resolve("outputs.yaml"), folder.resolve("outputs.yaml"));

        assertThat(write(tsv, Samples.rows())).isEqualTo("""
                position\tterm\tterm_number\ttab_name\tprimer\tfront\tback\ttags\thonorific_level
                1\t눈\t1\tScene\tYou stand in\\na white field.\tWhat falls & melts?\t\
                <b>눈</b> is <script>alert(1)</script>snow\tterm:눈,pos:noun,card:scene\t
                2\t눈\t1\tHanja\tThink of 雪.\tWhich character?\t<ruby>雪<rt>설</rt></ruby>\tterm:눈,card:hanja\tplain
                3\t가다\t2\tScene\tA road.\tTab\\there\tline one\\nline two\tterm:가다,pos:verb,card:scene\tpolite
                4\t한국\t4\tExample\tp\tf\tb\tcard:example\t
                """);
    }

    @Test
    void takesTheColumnsFromTheFirstItemWhenNoneAreNamed() throws IOException {
        assertThat(write(
                        tsv,
                        List.of(
                                Row.read(
                                        1,
                                        "{\"term\":\"눈\",\"n\":1.50,\"nuance\":{\"pos\":\"noun\",\"words\":[\"a\",\"b\"]},\"e\":{}}"),
                                Row.read(2, "{\"nuance\":{\"pos\":null,\"new\":1},\"term\":true}"))))
                .isEqualTo("""
                        term\tn\tnuance.pos\tnuance.words\te
                        눈\t1.50\tnoun\t["a","b"]\t{}
                        true\t\t\t\t
                        """);
    }

    @Test
    void aRecordedRowDecidesNoColumnsAndHasEmptyCellsForWhatItLacks() throws IOException {
        Row failed =
                Row.read(1, "{\"term\":\"a\",\"error\":{\"code\":\"REFUSED\"}}").asRecorded();
        Row answered = Row.read(2, "{\"term\":\"b\",\"n\":{\"m\":1}}");

        assertThat(write(tsv, List.of(failed, answered, failed))).isEqualTo("term\tn.m\na\t\nb\t1\na\t\n");
        assertThat(write(csv, List.of(failed))).isEqualTo("term,error.code\r\na,REFUSED\r\n");
    }

    @Test
    void takesTheColumnsFromTheFirstElementWhenOnlyRowsAreNamed() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "csv: { rows: cards.list }");

        assertThat(write(
                        csv,
                        List.of(
                                Row.read(1, "{\"cards\":{}}"),
                                Row.read(
                                        2,
                                        "{\"term\":\"t\",\"cards\":{\"list\":[{\"a\":1,\"b\":{\"c\":2}},{\"b\":3}]}}"),
                                Row.read(3, "{\"cards\":{\"list\":\"alone\"}}"))))
                .isEqualTo("a,b\r\n1,\"{\"\"c\"\":2}\"\r\n,3\r\n,\r\n");
    }

    @Test
    void writesOneColumnOfElementsThatAreNoObjects() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "csv: { rows: words }");

        assertThat(write(csv, List.of(Row.read(1, "{\"words\":[\"a\",null,2]}"))))
                .isEqualTo("value\r\na\r\n\"\"\r\n2\r\n");
    }

    @Test
    void writesOnlyTheHeaderWithoutItems() throws IOException {
        assertThat(write(tsv, List.of())).isEmpty();
        Files.writeString(folder.resolve("outputs.yaml"), "csv: { columns: [ a, b ] }");
        assertThat(write(csv, List.of())).isEqualTo("a,b\r\n");
    }

    @Test
    void worksForAJobWithoutAFolder() throws IOException {
        OutputJob job = new OutputJob("j", List.of(), null, digests -> Map.of());

        Path file = folder.resolve("out");
        assertThat(tsv.write(List.of(Samples.row(1, "a", 1)).iterator(), job, file)
                        .rows())
                .isEqualTo(1);
        assertThat(file).hasContent("a\n1");
    }

    @Test
    void refusesToWriteWithAWrongConfiguration() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "tsv: { column: [ a ] }");

        assertThatThrownBy(() -> write(tsv, List.of()))
                .isInstanceOf(RefusedOutputException.class)
                .hasMessageContaining("outputs.yaml:1: error: there is no key \"column\"")
                .hasMessageContaining("did you mean \"columns\"?");
    }

    @Test
    void noticesMissingLinesCellsAndOtherContent() throws IOException {
        Path file = folder.resolve("damaged");
        Written written = tsv.write(
                List.of(Samples.row(1, "a", 1, "b", 2), Samples.row(2, "a", 3, "b", 4))
                        .iterator(),
                job(),
                file);

        damaged(file, written, "a\tb\n1\t2\n", "holds 1 records where 2 were written");
        damaged(file, written, "a\tb\n1\t2\n3\t5\n", "holds other content");
        damaged(file, written, "a\tb\n1\t2\n3\n", "has 1 cells in record 3 where others have 2");
    }

    private void damaged(Path file, Written written, String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> tsv.verify(file, written))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining(message);
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
