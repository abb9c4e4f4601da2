package io.cama.cli.follow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cama.cli.LedgerHome;
import io.cama.cli.shell.Exit;
import io.cama.cli.shell.Failures.Story;
import io.cama.cli.shell.Globals;
import io.cama.cli.shell.JsonText;
import io.cama.cli.shell.Shell;
import io.cama.ledger.Replies.RunUsage;
import io.cama.model.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AccountTest {
    @TempDir
    private Path home;

    private @Nullable Outcome outcome;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int tell(Account account, String... options) {
        Globals globals = new Globals(new Shell(new PrintWriter(out), new PrintWriter(err), Map.of(), Map.of()));
        new CommandLine(globals).parseArgs(options);
        account.print(globals);
        return account.exit();
    }

    private Outcome done() throws IOException {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("words", 3);
            ledger.ok("words", 1);
            ledger.dead("words", 2);
            ledger.ledger().skip("words", 3, "beyond the limit");
            ledger.ledger().done("words");
            Path outbox = Files.createDirectories(home.resolve("outbox/greet"));
            Files.createFile(outbox.resolve("words.dead.jsonl"));
            Files.writeString(outbox.resolve("words.run.json"), """
                    {"run": "words", "outputs": [{"file": "words.json"}, {"file": "words.apkg"}]}
                    """);
            return Outcome.of(ledger.ledger(), ledger.ledger().run("words").orElseThrow());
        }
    }

    private Outcome paused(String reason) throws IOException {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("held", 2);
            ledger.ok("held", 1);
            ledger.ledger().pause("held", reason, null);
            return Outcome.of(ledger.ledger(), ledger.ledger().run("held").orElseThrow());
        }
    }

    @Test
    void theRowsAddUpAndTheFilesAreNamed() throws IOException {
        int exit = tell(new Account(List.of(done()), Map.of(), run -> "cama process words.csv"));

        assertThat(exit).isEqualTo(Exit.DEAD_LETTERS);
        assertThat(out.toString().lines())
                .containsExactly(
                        "words.csv: 3 rows = 1 ok (1 from the ledger) + 1 dead letter + 1 skipped",
                        "  1 call, 0 tokens in, 0 out, $0",
                        "  " + home.resolve("outbox/greet/words.json"),
                        "  " + home.resolve("outbox/greet/words.apkg"),
                        "  " + home.resolve("outbox/greet/words.dead.jsonl"));
        assertThat(err.toString())
                .contains("cama dlq list --run words", "cama dlq retry --run words", "Import into Anki: ");
    }

    @Test
    void aRunThatIsWorkedOnIsNotCalledPausedAndItsRowsAreNotYetKnown() throws IOException {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.begun("big", 500);
            Outcome at = Outcome.of(ledger.ledger(), ledger.ledger().run("big").orElseThrow());
            tell(new Account(List.of(at), Map.of(), run -> "cama resume big", true));
        }

        assertThat(out.toString()).startsWith("big.csv: 500 of ? rows = 0 ok");
        assertThat(err.toString()).startsWith("big.csv is running; cama status").doesNotContain("Resume");
    }

    @Test
    void callsThatMayHaveBeenPaidTwiceAreTold() throws IOException {
        Outcome done = done();
        RunUsage usage = new RunUsage(1, 0, 0, Map.of(), 2);
        tell(new Account(
                List.of(done, new Outcome(done.run(), done.counts(), usage, done.cost(), done.receipt())),
                Map.of(),
                run -> ""));

        assertThat(out.toString().lines().filter(line -> line.contains("twice")))
                .containsExactly("  possibly paid twice: 2 calls");
    }

    @Test
    void rowsThatWereNotReadAreToBeEdited() throws IOException {
        Outcome done = done();
        Map<String, Object> receipt = Map.of("deadBy", Map.of("byReason", Map.of("RAGGED_ROW", 1)));
        tell(new Account(
                List.of(new Outcome(done.run(), done.counts(), done.usage(), done.cost(), receipt)),
                Map.of(),
                run -> ""));

        assertThat(err.toString()).contains("edit first: cama dlq edit ID").doesNotContain("dlq retry");
    }

    @Test
    void mendedRepliesAreTold() throws IOException {
        tell(new Account(List.of(mended(3), mended(1), mended(0)), Map.of(), run -> ""));

        assertThat(out.toString().lines().filter(line -> line.contains("mended")))
                .containsExactly("  3 replies were mended", "  1 reply was mended");
    }

    @Test
    void whatRowsFailedOfIsSaidInAtMostFiveLines() throws IOException {
        tell(new Account(List.of(failed(5), failed(7)), Map.of(), run -> ""));

        assertThat(out.toString().lines().filter(line -> line.matches("  \\d+ (?!call).*")))
                .containsExactly(
                        "  19 REFUSED: the model declined; review the text of the item, or name a fallback model",
                        "  18 TRUNCATED: " + Reason.TRUNCATED.hint(),
                        "  17 TEMPLATE: " + Reason.TEMPLATE.hint(),
                        "  16 BAD_LINE: " + Reason.BAD_LINE.hint(),
                        "  15 RAGGED_ROW: " + Reason.RAGGED_ROW.hint(),
                        "  19 REFUSED: the model declined; review the text of the item, or name a fallback model",
                        "  18 TRUNCATED: " + Reason.TRUNCATED.hint(),
                        "  17 TEMPLATE: " + Reason.TEMPLATE.hint(),
                        "  16 BAD_LINE: " + Reason.BAD_LINE.hint(),
                        "  42 for 3 other reasons");
    }

    private Outcome failed(int reasons) throws IOException {
        Outcome done = outcome == null ? done() : outcome;
        outcome = done;
        Map<String, Object> byReason = new LinkedHashMap<>();
        List<Reason> names = List.of(
                Reason.REFUSED,
                Reason.TRUNCATED,
                Reason.TEMPLATE,
                Reason.BAD_LINE,
                Reason.RAGGED_ROW,
                Reason.INVALID_JSON,
                Reason.BAD_REQUEST);
        for (int i = 0; i < reasons; i++) {
            byReason.put(names.get(i).name(), 19 - i);
        }
        return new Outcome(
                done.run(), done.counts(), done.usage(), done.cost(), Map.of("deadBy", Map.of("byReason", byReason)));
    }

    private Outcome mended(int replies) throws IOException {
        Outcome done = outcome == null ? done() : outcome;
        outcome = done;
        return new Outcome(done.run(), done.counts(), done.usage(), done.cost(), Map.of("mended", replies));
    }

    @Test
    void quietLeavesTheAccountOnly() throws IOException {
        tell(new Account(List.of(done()), Map.of(), run -> ""), "-q");

        assertThat(out.toString()).startsWith("words.csv: 3 rows");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void asJsonItIsTheReceiptsWithTheirStates() throws IOException {
        Map<Path, Story> refused = Map.of(Path.of("bad.csv"), new Story(Exit.BAD_INPUT, "bad.csv: empty"));

        int exit = tell(new Account(List.of(done()), refused, run -> ""), "--json");

        assertThat(exit).isEqualTo(Exit.BAD_INPUT);
        List<Map<String, Object>> all = JsonText.read(out.toString(), new TypeReference<>() {}, "account");
        assertThat(all.get(0))
                .containsEntry("run", "words")
                .containsEntry("state", "DONE")
                .containsEntry("exit", 1);
        assertThat(all.get(1)).containsEntry("state", "REJECTED").containsEntry("reason", "bad.csv: empty");
        assertThat(err.toString()).contains("error: bad.csv: empty");
    }

    @Test
    void aPausedRunSaysWhyAndHowToGoOn() throws IOException {
        int exit = tell(
                new Account(List.of(paused("AUTH: key refused; set a valid key")), Map.of(), run -> "cama process x"));

        assertThat(exit).isEqualTo(Exit.NO_KEY);
        assertThat(out.toString())
                .contains("2 rows = 1 ok (1 from the ledger) + 0 dead letters + 0 skipped + 1 pending");
        assertThat(err)
                .hasToString("held.csv is paused: AUTH: key refused; set a valid key\n  Resume: cama process x\n");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTH: x,77",
        "FORBIDDEN: x,77",
        "ENDPOINT_UNREACHABLE: x,69",
        "CONFIG: x,78",
        "QUOTA_EXHAUSTED: x,75",
        "LOCAL_RESOURCE: the disk,75",
        "3 of 5 rows still have no answer,75"
    })
    void aPauseHasTheCodeOfItsReason(String reason, int exit) throws IOException {
        assertThat(paused(reason).exit()).isEqualTo(exit);
    }

    @Test
    void anOutboxThatCannotBeWrittenIsSeventyThree() throws IOException {
        assertThat(paused("LOCAL_RESOURCE: cannot publish in " + home.resolve("outbox/greet"))
                        .exit())
                .isEqualTo(Exit.NO_OUTPUT);
    }

    @Test
    void aRunThatIsNotDoneHasAReceiptOfNow() throws IOException {
        assertThat(paused("CONFIG: x").json())
                .containsEntry("run", "held")
                .containsEntry("state", "PAUSED")
                .containsEntry("files", List.of())
                .containsKey("counts");
    }
}
