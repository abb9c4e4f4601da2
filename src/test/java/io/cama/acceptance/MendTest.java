package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters mended from the command line: exactly the calls that are needed, by the endpoint's own log. */
@Timeout(120)
class MendTest {
    private static final String REFUSE = """
            rules:
              - when: { model: any, text: "term 3" }
                then: { refused: true }
            """;

    @TempDir
    private Path home;

    @Test
    void mendedRowsTakeTheirPlaceInEveryFormatAtThePriceOfTheirOwnCallsOnly() throws Exception {
        Files.writeString(home.resolve("refuse.yaml"), REFUSE);
        try (Rehearsal rehearsal = new Rehearsal(home, home.resolve("refuse.yaml"), Map.of())) {
            JsonNode first = rehearsal.process(
                    rehearsal.rows(4), "-o", home.resolve("elsewhere").toString());
            assertThat(first.at("/counts/dead").asInt()).isEqualTo(1);
            assertThat(rehearsal.calls()).hasSize(7);
            String id = first.path("run").asText() + "-3";
            List<String> jsonl = lines("terms.jsonl");
            List<String> tsv = lines("terms.tsv");
            List<String> notes = notes();

            Answer shown = rehearsal.cama("dlq", "show", id, "--json");
            assertThat(Rehearsal.json(shown.out()).path("calls")).hasSize(1);
            assertThat(rehearsal.cama("dlq", "list", "--text", "TERM 3").out())
                    .contains(id + "  terms  row 3  REFUSED");
            assertThat(rehearsal.cama("dlq", "list", "--text", "term 33").out()).isEmpty();

            Answer retried = rehearsal.cama("dlq", "retry", "--reason", "refused", "--model", "demo/other");

            assertThat(retried.exit()).as(retried.err()).isZero();
            List<JsonNode> calls = rehearsal.calls();
            assertThat(calls.subList(7, calls.size()))
                    .hasSize(2)
                    .allMatch(call -> call.path("model").asText().equals("other"));
            assertThat(rehearsal.repeated()).isZero();
            assertThat(lines("terms.jsonl")).hasSize(4).containsSubsequence(jsonl);
            assertThat(lines("terms.jsonl").get(2)).contains("term 3");
            assertThat(lines("terms.tsv").stream().filter(line -> !line.contains("term 3")))
                    .hasSize(tsv.size());
            assertThat(notes()).hasSizeGreaterThan(notes.size()).containsAll(notes);
            JsonNode receipt = Rehearsal.json(Files.readString(home.resolve("elsewhere/terms.run.json")));
            assertThat(receipt.path("calls").asInt()).isEqualTo(9);
            assertThat(receipt.at("/corrections/0/position").asInt()).isEqualTo(3);
            assertThat(receipt.at("/corrections/0/model").asText()).isEqualTo("demo/other");
            assertThat(home.resolve("elsewhere/terms.dead.jsonl")).doesNotExist();
        }
    }

    @Test
    void anEditedItemIsAskedInItsNewWordsAndADroppedOneIsNot() throws Exception {
        Files.writeString(
                home.resolve("refuse.yaml"),
                REFUSE.replace("term 3", "term 1")
                        + REFUSE.replace("term 3", "term 2").replace("rules:\n", ""));
        try (Rehearsal rehearsal = new Rehearsal(home, home.resolve("refuse.yaml"), Map.of())) {
            JsonNode first = rehearsal.process(rehearsal.rows(2));
            String run = first.path("run").asText();
            Path answer =
                    Files.writeString(home.resolve("answer.json"), "{\"meaning\":\"a word\",\"register\":\"rude\"}");

            Answer wrong = rehearsal.cama("dlq", "edit", run + "-1", "--prompt", "sense", "--reply", answer.toString());
            assertThat(wrong.exit()).isEqualTo(65);
            assertThat(wrong.err()).contains("does not fit the prompt sense", "register");
            assertThat(rehearsal
                            .cama("dlq", "edit", run + "-1", "--field", "trem=x")
                            .exit())
                    .isEqualTo(65);
            assertThat(rehearsal
                            .cama("dlq", "edit", run + "-1", "--field", "term=word")
                            .exit())
                    .isZero();
            assertThat(rehearsal.cama("dlq", "drop", run + "-2").exit()).isEqualTo(4);
            assertThat(rehearsal.cama("dlq", "drop", run + "-2", "--yes").exit())
                    .isEqualTo(1);
            int before = rehearsal.calls().size();
            assertThat(rehearsal.cama("dlq", "retry", "--job", "terms").exit()).isZero();

            assertThat(rehearsal.calls()).hasSize(before + 2);
            Path outbox = home.resolve("outbox/terms");
            assertThat(Files.readString(outbox.resolve("terms.jsonl"))).contains("\"term\":\"word\"");
            JsonNode receipt = Rehearsal.json(Files.readString(outbox.resolve("terms.run.json")));
            assertThat(receipt.path("counts").toString()).isEqualTo("{\"rows\":2,\"ok\":1,\"dead\":0,\"skipped\":1}");
            assertThat(receipt.at("/corrections/0/fields/0").asText()).isEqualTo("term");
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(home.resolve("elsewhere").resolve(file));
    }

    /** Identity and fields of each note of the deck. */
    private List<String> notes() throws Exception {
        Path database = Files.createTempFile(home, "deck", ".db");
        try (ZipFile zip = new ZipFile(home.resolve("elsewhere/terms.apkg").toFile())) {
            Files.write(
                    database,
                    zip.getInputStream(zip.getEntry("collection.anki2")).readAllBytes());
        }
        List<String> notes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT guid, id, mod, flds FROM notes ORDER BY id")) {
            while (rows.next()) {
                notes.add(rows.getString(1) + rows.getLong(2) + rows.getLong(3) + rows.getString(4));
            }
        }
        return notes;
    }
}
