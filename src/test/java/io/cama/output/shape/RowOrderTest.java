package io.cama.output.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.output.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowOrderTest {
    @TempDir
    private Path folder;

    private List<Row> ordered(List<Row> rows) throws IOException {
        List<Row> all = new ArrayList<>();
        try (RowOrder order = RowOrder.of(rows.iterator(), folder, folder.resolve("out"))) {
            order.forEachRemaining(all::add);
        }
        return all;
    }

    @Test
    void numbersComeFirstThenTextThenRowsWithoutAValueAndEqualOnesStayAsTheyWere() throws IOException {
        Files.writeString(folder.resolve("outputs.yaml"), "sort: at.page\n");
        List<Row> rows = List.of(
                Row.read(1, "{\"at\":{\"page\":\"b\"}}"),
                Row.read(2, "{}").asRecorded(),
                Row.read(3, "{\"at\":{\"page\":10}}"),
                Row.read(4, "{\"at\":{\"page\":\"9\"},\"text\":\"눈\"}"),
                Row.read(5, "{\"at\":{\"page\":9.5}}"),
                Row.read(6, "{\"at\":{\"page\":\"a\"}}"),
                Row.read(7, "{\"at\":{\"page\":10}}"));

        List<Row> ordered = ordered(rows);

        assertThat(ordered).extracting(Row::position).containsExactly(4L, 5L, 3L, 7L, 6L, 1L, 2L);
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(folder.resolve("out.sort")).doesNotExist();
    }

    @Test
    void withoutTheKeyRowsStayAsTheyAre() throws IOException {
        List<Row> rows = List.of(Row.read(1, "{\"n\":2}"), Row.read(2, "{\"n\":1}"));

        assertThat(ordered(rows)).isEqualTo(rows);
    }
}
