package io.cama.output.anki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.output.Publisher;
import io.cama.output.Row;
import io.cama.output.Samples;
import io.cama.output.value.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four exports of one job, imported one after the other into the same collection by Anki itself. */
@Tag("anki")
class AnkiImportTest {
    private static final List<JsonNode> REPORTS = new ArrayList<>();
    private static final List<Path> PACKAGES = new ArrayList<>();

    @BeforeAll
    static void importsFourExports(@TempDir Path folder) throws Exception {
        var clock = new Samples.HandClock();
        List<Row> rows = new ArrayList<>(Samples.rows());
        PACKAGES.add(export(folder, "first", rows, clock));
        clock.now += 3_600;
        PACKAGES.add(export(folder, "unchanged", rows, clock));
        clock.now += 3_600;
        rows.set(1, Row.read(2, Json.write(rows.get(1).values()).replace("to go", "to leave")));
        PACKAGES.add(export(folder, "changed", rows, clock));
        rows.add(1, Samples.row(9, "term", "새", "type", "noun", "nuance", Map.of("primary_meaning", "bird")));
        PACKAGES.add(export(folder, "added", rows, clock));
        REPORTS.addAll(new AnkiProcess(folder).importAll(PACKAGES));
    }

    @Test
    void takesAllNotesCardsDecksAndTagsOfAFirstImport() {
        JsonNode report = REPORTS.get(0);

        assertThat(report.get("found").asInt()).isEqualTo(8);
        assertThat(report.get("new").asInt()).isEqualTo(8);
        assertThat(report.get("conflicting").asInt()).isZero();
        assertThat(report.get("notes")).hasSize(8);
        assertThat(report.get("cards")).hasSize(11);
        assertThat(names(report.get("decks")))
                .contains("Korean", "Korean::Words", "Korean::Cards", "Korean::Cards::Scene", "Korean::Cards::Hanja");
        assertThat(names(report.get("types"))).contains("Test Korean Word v1", "Test Korean Card v1");
        assertThat(report.get("tags").toString()).contains("cama::test", "pos::verb", "term::눈", "card::scene");
    }

    @Test
    void findsNothingToRepair() {
        for (JsonNode report : REPORTS) {
            assertThat(report.get("problems")).as(report.get("problems").toString()).isEmpty();
        }
    }

    @Test
    void keepsFieldsChecksumsAndSortFieldsAsWritten() {
        PackageReader ours = new PackageReader(PACKAGES.get(0));

        for (JsonNode note : REPORTS.get(0).get("notes")) {
            PackageReader.Cells written = ours.query(
                            "SELECT * FROM notes WHERE guid = '" + note.get(0).asText() + "'")
                    .get(0);
            assertThat(note.get(1).asLong()).isEqualTo(written.number("mod"));
            assertThat(note.get(2).asLong()).isEqualTo(written.number("csum"));
            assertThat(note.get(3).asText()).isEqualTo(written.text("sfld"));
            assertThat(note.get(4).asText()).isEqualTo(written.text("flds"));
            assertThat(tags(note.get(5).asText())).isEqualTo(tags(written.text("tags")));
        }
    }

    @Test
    void showsNoEmptyCardAndTheSameFrontsAsOurRenderer() {
        List<String> ours = new AnkiCardRenderer(new PackageReader(PACKAGES.get(0)))
                .cards().stream().map(AnkiCardRenderer.Card::front).toList();

        JsonNode fronts = REPORTS.get(0).get("fronts");
        assertThat(fronts).hasSameSizeAs(ours);
        for (int i = 0; i < ours.size(); i++) {
            String front = fronts.get(i).asText();
            assertThat(front).isNotBlank();
            if (!ours.get(i).contains("typeans")) {
                assertThat(ours.get(i)).contains(front);
            }
        }
    }

    @Test
    void changesNothingWhenTheSameDeckComesAgain() {
        JsonNode report = REPORTS.get(1);

        assertThat(report.get("new").asInt()).isZero();
        assertThat(report.get("updated").asInt()).isZero();
        assertThat(report.get("duplicate").asInt()).isEqualTo(8);
        assertThat(report.get("notes")).isEqualTo(REPORTS.get(0).get("notes"));
    }

    @Test
    void updatesOnlyTheNoteWhoseContentChanged() {
        JsonNode report = REPORTS.get(2);

        assertThat(report.get("new").asInt()).isZero();
        assertThat(report.get("updated").asInt()).isEqualTo(1);
        assertThat(report.get("notes").toString()).contains("to leave").doesNotContain("to go");
        assertThat(report.get("cards")).hasSize(11);
    }

    @Test
    void addsOnlyTheWordThatIsNew() {
        JsonNode report = REPORTS.get(3);

        assertThat(report.get("new").asInt()).isEqualTo(1);
        assertThat(report.get("updated").asInt()).isZero();
        assertThat(report.get("notes")).hasSize(9);
        assertThat(report.get("notes").toString()).contains("새").contains("bird");
    }

    private static Path export(Path folder, String name, List<Row> rows, Samples.HandClock clock) {
        return new Publisher(folder)
                .publish(name, "r", List.of("apkg"), Samples.job(clock), rows::iterator)
                .get(0)
                .file();
    }

    private static Set<String> tags(String column) {
        return new TreeSet<>(List.of(column.strip().split(" ", -1)));
    }

    private static List<String> names(JsonNode rows) {
        List<String> names = new ArrayList<>();
        rows.forEach(row -> names.add(row.get(row.size() - 1).asText().replace("\u001f", "::")));
        return names;
    }
}
