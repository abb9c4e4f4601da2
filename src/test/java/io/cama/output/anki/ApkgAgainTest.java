package io.cama.output.anki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.output.Row;
import io.cama.output.Samples;
import io.cama.output.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApkgAgainTest {
    private final Samples.HandClock clock = new Samples.HandClock();
    private final Exports exports;

    ApkgAgainTest(@TempDir Path folder) {
        exports = new Exports(folder, clock);
    }

    @Test
    void keepsTheTimeOfWhatDidNotChange() throws IOException {
        List<Row> rows = new ArrayList<>(Samples.rows());
        Path before = exports.export(rows);
        clock.now += 500;
        Path unchanged = exports.export(rows);
        rows.set(1, Row.read(2, Json.write(rows.get(1).values()).replace("to go", "to leave")));
        PackageReader after = new PackageReader(exports.export(rows));

        assertThat(unchanged).hasSameBinaryContentAs(before);
        assertThat(after.query("SELECT flds FROM notes WHERE mod = 1750000500"))
                .singleElement()
                .satisfies(note -> assertThat(note.text("flds")).contains("to leave"));
        assertThat(after.query("SELECT guid FROM notes ORDER BY guid"))
                .isEqualTo(new PackageReader(before).query("SELECT guid FROM notes ORDER BY guid"));
    }

    @Test
    void movesTheTimeOfANoteTypeWhenItsLooksChange() throws IOException {
        Path copy = exports.copyOfSample();
        exports.write(Samples.rows(), copy, List.of("term", "type"));
        clock.now += 9;
        Files.writeString(copy.resolve("deck/production-back.html"), "{{FrontSide}} {{Korean}}");

        JsonNode models =
                exports.write(Samples.rows(), copy, List.of("term", "type")).json("models");

        assertThat(models.get("1700000000901").get("mod").asLong()).isEqualTo(1_750_000_009L);
        assertThat(models.get("1700000000902").get("mod").asLong()).isEqualTo(1_750_000_000L);
    }

    @Test
    void shiftsNoIdentityWhenARowIsInserted() throws IOException {
        List<Row> rows = new ArrayList<>(Samples.rows());
        List<PackageReader.Cells> before = exports.write(rows).query("SELECT id, guid, flds, mod FROM notes");
        clock.now += 60;
        rows.add(0, exports.word(9, "새", "noun"));

        PackageReader after = exports.write(rows);

        assertThat(after.query("SELECT id, guid, flds, mod FROM notes"))
                .containsAll(before)
                .hasSize(before.size() + 1);
        assertThat(after.query("SELECT guid FROM notes WHERE mod = 1750000060")).hasSize(1);
    }

    @Test
    void tellsEqualKeysApartByTheirOrder() throws IOException {
        List<Row> rows = List.of(
                exports.word(1, "배", "noun"),
                exports.word(2, "배", "noun"),
                exports.word(3, "배", "verb"),
                exports.word(4, "\u1107\u1162", "noun"));

        List<PackageReader.Cells> notes = exports.write(rows).query("SELECT guid FROM notes");
        List<PackageReader.Cells> again = exports.write(rows.subList(0, 1)).query("SELECT guid FROM notes");

        assertThat(notes).hasSize(4).doesNotHaveDuplicates().containsAll(again);
    }

    @Test
    void identifiesItemsByPositionWhenTheJobHasNoKey() throws IOException {
        Row same = exports.word(1, "배", "noun");
        List<PackageReader.Cells> one =
                exports.write(List.of(same), Samples.FOLDER, List.of()).query("SELECT guid FROM notes");
        List<PackageReader.Cells> other = exports.write(
                        List.of(exports.word(2, "배", "noun")), Samples.FOLDER, List.of())
                .query("SELECT guid FROM notes");

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void asksTheClockInBatches() throws IOException {
        exports.write(LongStream.rangeClosed(1, 1_200)
                .mapToObj(i -> exports.word(i, "말" + i, "noun"))
                .toList());

        assertThat(clock.asked).isEqualTo(4);
    }
}
