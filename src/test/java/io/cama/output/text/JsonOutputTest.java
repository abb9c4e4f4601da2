package io.cama.output.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.LocalFault;
import io.cama.output.OutputFormat.Written;
import io.cama.output.OutputJob;
import io.cama.output.PageTemplates;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonOutputTest {
    private static final String ODD =
            "{\"n\":1.10,\"big\":123456789012345678901234567890,\"far\":1E+400,\"s\":\"a\\\"b\\n눈\\ud83d\",\"x\":null}";

    private final JsonOutput array = new JsonOutput(JsonOutput.Form.ARRAY);
    private final JsonOutput lines = new JsonOutput(JsonOutput.Form.LINES);
    private final Path file;

    JsonOutputTest(@TempDir Path folder) {
        file = folder.resolve("out");
    }

    @Test
    void writesAnArrayOfOneLineAnItem() throws IOException {
        assertThat(write(array, Row.read(1, "{\"a\":1}"), Row.read(2, "{\"b\":[true]}")))
                .isEqualTo("""
                [
                {"a":1},
                {"b":[true]}
                ]
                """);
    }

    @Test
    void writesTheSameObjectsAsLines() throws IOException {
        assertThat(write(lines, Row.read(1, "{\"a\":1}"), Row.read(2, "{\"b\":[true]}")))
                .isEqualTo("{\"a\":1}\n{\"b\":[true]}\n");
    }

    @Test
    void keepsNumbersAndTextExactlyAsStored() throws IOException {
        assertThat(write(lines, Row.read(1, ODD))).isEqualTo(ODD + "\n");
    }

    @Test
    void writesNoItemAsAnEmptyList() throws IOException {
        assertThat(write(array)).isEqualTo("[\n]\n");
        Files.delete(file);
        assertThat(write(lines)).isEmpty();
    }

    @Test
    void noticesWhatIsMissingChangedOrBroken() throws IOException {
        Written written = array.write(rows(Row.read(1, "{\"a\":1}"), Row.read(2, "{\"a\":2}")), job(), file);

        damaged(written, "[\n{\"a\":1}\n]\n", "holds 1 records where 2 were written");
        damaged(written, "[\n{\"a\":1},\n{\"a\":3}\n]\n", "holds other content");
        damaged(written, "[\n{\"a\":1},\n{\"a\"", "is no valid JSON");
        damaged(written, "[\n{\"a\":1},\n{\"a\":2}\n]\n5", "is no list of JSON objects");
        damaged(written, "{}", "is no list of JSON objects");
    }

    @Test
    void theJobNamesTheFieldsAndWhatStandsBesideTheList(@TempDir Path job) throws IOException {
        Files.writeString(job.resolve("outputs.yaml"), """
                json:
                  list: pages
                  meta: [model, { name: level, from: parameters.level }, nothing]
                  fields: [n, "answer.*", { name: first, from: answer.list.0 }, error]
                jsonl: { fields: [n] }
                """);
        OutputJob told = new OutputJob(
                "job",
                List.of(),
                job,
                new Samples.HandClock(),
                Map.of("model", "m/1", "parameters", Map.of("level", "low")),
                PageTemplates.NONE);
        List<Row> rows = List.of(
                Row.read(1, "{\"n\":1,\"x\":2,\"answer\":{\"n\":9,\"list\":[4,5]}}"),
                Row.read(2, "{\"error\":{\"code\":\"X\"}}"));

        Written written = array.write(rows.iterator(), told, file);
        array.verify(file, written);

        assertThat(file).hasContent("""
                {"meta":{"model":"m/1","level":"low"},"pages":[
                {"n":1,"list":[4,5],"first":4},
                {"error":{"code":"X"}}
                ]}
                """);
        assertThat(array.findings(job)).isEmpty();
        damaged(written, Files.readString(file).replace("m/1", "m/2"), "holds other content");
        damaged(written, Files.readString(file).replace("]}", "]"), "JSON");
        Files.delete(file);
        lines.verify(file, lines.write(rows.iterator(), told, file));
        assertThat(file).hasContent("{\"n\":1}\n{}\n");
    }

    private void damaged(Written written, String content, String message) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> array.verify(file, written))
                .isInstanceOf(LocalFault.class)
                .hasMessageContaining(message);
    }

    private String write(JsonOutput format, Row... rows) throws IOException {
        format.verify(file, format.write(rows(rows), job(), file));
        return Files.readString(file);
    }

    private static java.util.Iterator<Row> rows(Row... rows) {
        return List.of(rows).iterator();
    }

    private static io.cama.output.OutputJob job() {
        return Samples.job(new Samples.HandClock());
    }
}
