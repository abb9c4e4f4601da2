package io.cama.output.anki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.cli.Answer;
import io.cama.output.OutputJob;
import io.cama.output.Publisher;
import io.cama.output.Row;
import io.cama.output.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Korean sample's deck as the program makes it, then again, with one word changed, and with one word more. */
@Tag("anki")
class AnkiSampleDeckTest {
    private static final Path SAMPLE = Path.of("samples/korean-flashcards").toAbsolutePath();
    private static final int NOTES = 480;
    private static final int CARDS = 600;
    private static final List<JsonNode> REPORTS = new ArrayList<>();

    @BeforeAll
    static void importsTheSample(@TempDir Path home) throws Exception {
        Answer made = Answer.of(
                home, "process", SAMPLE.resolve("words.csv").toString(), "--job", "korean-flashcards",
                "--model", "demo/any", "--set", "cama.jobs.dirs=" + SAMPLE.getParent());
        assertThat(made.exit()).as(made.err()).isZero();
        Path outbox = home.resolve("outbox/korean-flashcards");
        List<Row> rows = new ArrayList<>();
        for (JsonNode item : new ObjectMapper().readTree(outbox.resolve("words.json").toFile())) {
            rows.add(Row.read(rows.size() + 1L, item.toString()));
        }
        var clock = new Samples.HandClock();
        List<Path> packages = new ArrayList<>();
        packages.add(export(home, "first", rows, clock));
        packages.add(export(home, "unchanged", rows, clock));
        clock.now += 3_600;
        String apple = json(rows.get(0)).replace("\"primary_meaning\":\"", "\"primary_meaning\":\"changed: ");
        rows.set(0, Row.read(1, apple));
        packages.add(export(home, "changed", rows, clock));
        rows.add(Row.read(121, apple.replace("\"term\":\"사과\"", "\"term\":\"새말\"")));
        packages.add(export(home, "added", rows, clock));
        packages.add(Files.copy(outbox.resolve("words.apkg"), home.resolve("program.apkg")));
        REPORTS.addAll(new AnkiProcess(home).importAll(packages));
    }

    @Test
    void takesEveryNoteCardDeckAndTag() {
        JsonNode report = REPORTS.get(0);

        assertThat(report.get("new").asInt()).isEqualTo(NOTES);
        assertThat(report.get("notes")).hasSize(NOTES);
        assertThat(report.get("cards")).hasSize(CARDS);
        assertThat(report.get("conflicting").asInt()).isZero();
        assertThat(report.get("decks").toString()).contains("Words", "Usage");
        assertThat(report.get("tags").toString()).contains("cama::korean-flashcards", "pos::noun", "card::scene");
        assertThat(report.get("problems")).isEmpty();
    }

    @Test
    void everyFrontShowsSomethingAndNoRawTag() {
        assertThat(REPORTS.get(0).get("fronts"))
                .hasSize(CARDS)
                .allSatisfy(front -> assertThat(front.asText()).isNotBlank().doesNotContain("{{", "}}", "undefined"));
    }

    @Test
    void theSameDeckAgainChangesNothing() {
        assertThat(REPORTS.get(1).get("new").asInt()).isZero();
        assertThat(REPORTS.get(1).get("updated").asInt()).isZero();
    }

    @Test
    void oneChangedWordUpdatesItsOwnNotesOnly() {
        assertThat(REPORTS.get(2).get("new").asInt()).isZero();
        assertThat(REPORTS.get(2).get("updated").asInt()).isBetween(1, 4);
    }

    @Test
    void oneMoreWordAddsItsOwnNotesOnly() {
        assertThat(REPORTS.get(3).get("new").asInt()).isEqualTo(4);
        assertThat(REPORTS.get(3).get("updated").asInt()).isZero();
    }

    @Test
    void theProgramsOwnPackageHoldsTheSameNotes() {
        assertThat(REPORTS.get(4).get("new").asInt()).isZero();
        assertThat(REPORTS.get(4).get("found").asInt()).isEqualTo(NOTES);
    }

    private static Path export(Path folder, String name, List<Row> rows, Samples.HandClock clock) {
        return new Publisher(folder)
                .publish(
                        name,
                        "r",
                        List.of("apkg"),
                        new OutputJob("korean-flashcards", List.of("term", "type"), SAMPLE, clock),
                        rows::iterator)
                .get(0)
                .file();
    }

    private static String json(Row row) {
        try {
            return new ObjectMapper().writeValueAsString(row.values());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
