package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that was made once is made again from the ledger: without the endpoint, without a key, to the same bytes. */
@Timeout(120)
class OfflineTest {
    private static final int ROWS = 60;
    private static final Map<String, String> FAULTS =
            Map.of("error-rate", "5%", "malformed", "15%", "refused", "5%", "seed", "3");
    private static final String[] NO_KEY = {"--set", "cama.provider.demo.key={{env:NOBODY_SETS_THIS}}"};

    @TempDir
    private Path home;

    private Map<String, byte[]> outputs() throws IOException {
        Map<String, byte[]> outputs = new TreeMap<>();
        try (Stream<Path> files = Files.list(home.resolve("outbox/terms"))) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".run.json")).toList()) {
                outputs.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return outputs;
    }

    @Test
    void aKnownRunIsReplayedWithoutEndpointAndKeyAndChangesNoByte() throws Exception {
        Rehearsal rehearsal = new Rehearsal(home, FAULTS);
        Path input;
        JsonNode bought;
        try (rehearsal) {
            input = rehearsal.rows(ROWS);
            bought = rehearsal.process(input);
        }
        int calls = rehearsal.calls().size();
        Map<String, byte[]> before = outputs();
        assertThat(before).containsKeys("terms.json", "terms.jsonl", "terms.tsv", "terms.apkg", "terms.dead.jsonl");

        JsonNode replayed = rehearsal.process(input, "--offline", NO_KEY[0], NO_KEY[1]);
        Answer online =
                rehearsal.cama("process", input.toString(), "--job", "terms", "--refresh", NO_KEY[0], NO_KEY[1]);

        assertThat(replayed.path("state").asText()).isEqualTo("DONE");
        assertThat(replayed.path("calls").asInt()).isZero();
        assertThat(replayed.path("recalled")).isEqualTo(bought.at("/counts/ok"));
        assertThat(replayed.path("counts")).isEqualTo(bought.path("counts"));
        assertThat(replayed.at("/counts/dead").asInt()).isPositive();
        assertThat(rehearsal.calls()).hasSize(calls);
        assertThat(online.exit()).as("without --offline the key is missed").isEqualTo(77);
        Map<String, byte[]> after = outputs();
        assertThat(after).containsOnlyKeys(before.keySet());
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void aNewFileOfKnownRowsIsAnsweredOffline() throws Exception {
        Rehearsal rehearsal = new Rehearsal(home, Map.of());
        Path input;
        try (rehearsal) {
            input = rehearsal.rows(ROWS);
            rehearsal.process(input);
        }
        int calls = rehearsal.calls().size();
        Path half = home.resolve("half.csv");
        Files.writeString(half, Files.readString(input).lines().limit(31).reduce("", (a, b) -> a + b + "\n"));

        JsonNode known = rehearsal.process(half, "--offline");

        assertThat(known.path("state").asText()).isEqualTo("DONE");
        assertThat(known.at("/counts/ok").asInt()).isEqualTo(30);
        assertThat(rehearsal.calls()).hasSize(calls);
    }

    @Test
    void rowsWithoutAReplyPauseTheRunWithTheirNumberAndAreBoughtOnlyWhenAsked() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            rehearsal.process(rehearsal.rows(10));
            int calls = rehearsal.calls().size();
            Path more = rehearsal.rows(13);

            Answer offline = rehearsal.cama("process", more.toString(), "--job", "terms", "--offline");
            Answer status = rehearsal.cama("status");
            int none = rehearsal.calls().size();
            JsonNode bought = rehearsal.process(more);

            assertThat(offline.exit()).as(offline.err()).isEqualTo(75);
            assertThat(offline.out()).startsWith("terms.csv: 13 rows = 10 ok (10 from the ledger)");
            assertThat(offline.err())
                    .contains("the ledger lacks a reply for 3 of 13 rows, first for row 11; no call was made")
                    .contains("Resume: cama process " + more + " --job terms")
                    .doesNotContain("Resume: cama process " + more + " --job terms --offline");
            assertThat(status.out()).contains("goes on with the command it was given by, without --offline");
            assertThat(none).isEqualTo(calls);
            assertThat(bought.at("/counts/ok").asInt()).isEqualTo(13);
            assertThat(rehearsal.calls()).hasSize(calls + 6);
        }
    }

    @Test
    void whatContradictsOfflineIsRefused() throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(home, Map.of())) {
            String input = rehearsal.rows(1).toString();

            for (String other : new String[] {"--refresh", "--no-cache", "--only-failed", "--dry-run"}) {
                Answer answer = rehearsal.cama("process", input, "--job", "terms", "--offline", other);

                assertThat(answer.exit()).as(other).isEqualTo(2);
                assertThat(answer.err()).contains("--offline", other);
            }
        }
    }
}
