package io.cama.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.flow.receipt.OutputNames;
import io.cama.flow.receipt.ReceiptFile;
import io.cama.ledger.Ledger;
import io.cama.ledger.Spend.RunCost;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier version wrote is still read; what a later one wrote is refused in words, and stays as it is. */
class FormatsTest {
    private static final Path KEPT = Path.of("src/test/resources/formats");

    @TempDir
    private Path home;

    private Path job() throws IOException {
        Path from = KEPT.resolve("job-1/nuances");
        Path to = Files.createDirectories(home.resolve("jobs/nuances"));
        for (String file : List.of("nuances.camel.yaml", "nuance.prompt", "input.yaml", "outputs.yaml")) {
            Files.copy(from.resolve(file), to.resolve(file));
        }
        return to;
    }

    private Path ledger() throws IOException {
        return Files.copy(
                KEPT.resolve("ledger-3.db"),
                Files.createDirectories(home.resolve("work")).resolve("ledger.db"));
    }

    private Path receipt(int format) throws IOException {
        Path file = Files.createDirectories(home.resolve("outbox/nuances")).resolve("words.run.json");
        String text = Files.readString(KEPT.resolve("receipt-1.run.json"));
        return Files.writeString(file, text.replace("\"format\" : 1,", "\"format\" : " + format + ","));
    }

    private static void replace(Path file, String text, String by) throws IOException {
        String before = Files.readString(file);
        assertThat(before).contains(text);
        Files.writeString(file, before.replace(text, by));
    }

    @Test
    void aJobAndPromptOfTheFirstFormAreSoundAndAsk() throws IOException {
        job();
        Path words = Files.writeString(home.resolve("words.csv"), "hangul,pos\n사과,n\n");

        assertThat(Answer.of(home, "validate", "nuances").exit()).isZero();
        assertThat(Answer.of(home, "prompt", "nuances", "--row", "1", "--input", words.toString())
                        .out())
                .contains("{\"term\":\"사과\",\"type\":\"noun\"}");
    }

    @Test
    void aJobOfANewerFormIsRefusedWithItsLine() throws IOException {
        replace(job().resolve("nuances.camel.yaml"), "name: nuances", "name: nuances, format: 2");

        Answer answer = Answer.of(home, "validate", "nuances");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.out() + answer.err())
                .contains("nuances.camel.yaml:6", "format 2, and this Cama reads format 1");
    }

    @Test
    void aPromptOfANewerFormIsRefusedWithItsLine() throws IOException {
        Path prompt = job().resolve("nuance.prompt");
        replace(prompt, "config:", "cama.format: 1\nconfig:");
        assertThat(Answer.of(home, "validate", "nuances").exit()).isZero();

        replace(prompt, "cama.format: 1", "cama.format: 2");
        Answer answer = Answer.of(home, "validate", "nuances");

        assertThat(answer.exit()).isEqualTo(78);
        assertThat(answer.out()).contains("nuance.prompt:3", "format 2, and this Cama reads format 1");
    }

    @Test
    void aLedgerOfTheThirdVersionIsBroughtUpWithAllItHolds() throws IOException {
        try (Ledger ledger = SqliteLedger.open(ledger(), InstantSource.system(), GroupCommit.DEFAULT)) {
            Run done = ledger.run("0123456789abcdef").orElseThrow();

            assertThat(ledger.recall("h1").orElseThrow().body()).isEqualTo("{\"meaning\":\"사과\"}");
            assertThat(ledger.recall("h3")).isEmpty();
            assertThat(ledger.counts(done.id()).ok()).isEqualTo(2);
            assertThat(ledger.counts(done.id()).dead()).isEqualTo(1);
            assertThat(ledger.cost(done.id())).isEqualTo(new RunCost(900, 0, 0, 0));
            assertThat(ledger.counts("fedcba9876543210").pending()).isEqualTo(1);
        }
        assertThat(Answer.of(home, "status").out()).contains("words.csv", "more.csv");
        assertThat(Answer.of(home, "dlq", "list").out()).contains("SCHEMA_MISMATCH");
    }

    @Test
    void aLedgerOfANewerVersionIsRefusedAndStaysAsItIs() throws Exception {
        Path ledger = ledger();
        try (Connection later = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement migration = later.createStatement()) {
            migration.execute("INSERT INTO migration VALUES (999, '999-from-the-future.sql')");
        }
        byte[] before = Files.readAllBytes(ledger);

        for (String command : List.of("status", "ledger check")) {
            Answer answer = Answer.of(home, command.split(" "));

            assertThat(answer.exit()).as(command).isEqualTo(78);
            assertThat(answer.err()).contains("has version 999, this program knows up to ", "use the newer program");
        }
        assertThat(ledger).hasBinaryContent(before);
    }

    @Test
    void aReceiptOfTheFirstFormIsStillKnown() throws IOException {
        ReceiptFile receipt = ReceiptFile.read(receipt(1)).orElseThrow();

        assertThat(receipt.run()).isEqualTo("0123456789abcdef");
        assertThat(receipt.outputs()).containsExactly("words.json");
        assertThat(OutputNames.plain(home.resolve("outbox/nuances"), "words.csv"))
                .isEqualTo("words");
    }

    @Test
    void aReceiptOfANewerFormStaysAndItsNameIsNotTaken() throws IOException {
        Path newer = receipt(2);

        assertThat(ReceiptFile.read(newer)).isEmpty();
        assertThat(ReceiptFile.newer(newer).orElseThrow())
                .contains("words.run.json", "format 2, and this Cama reads format 1");
        assertThat(OutputNames.plain(home.resolve("outbox/nuances"), "words.csv"))
                .isEqualTo("words.csv");
    }
}
