package io.cama.cli.back;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cama item show}, {@code export} and {@code report}: from the ledger alone. */
class BackCommandsTest {
    private static final String RUN = "1a2b3c4d5e6f";

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void aRunThatIsNotOver() throws IOException {
        folder = GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running(RUN, 4);
            ledger.bought(RUN, 1, 1_500_000L);
            ledger.bought(RUN, 2, null);
            ledger.dead(RUN, 3);
        }
    }

    private void finished() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.ledger().skip(RUN, 4, "beyond the limit");
            assertThat(ledger.ledger().done(RUN)).isTrue();
        }
    }

    private Answer cama(String... arguments) {
        return Answer.of(home, arguments);
    }

    @Test
    void aRowIsShownWithAllThatWasDoneForIt() {
        Answer answer = cama("item", "show", RUN, "1");

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out())
                .startsWith(
                        RUN + "-1  job greet, row 1, line 2 of " + RUN + ".csv\nstate     OK, 2026-01-01T00:00:00Z\n")
                .contains(
                        "\"name\" : \"Ada\"",
                        "hello, openai/gpt (gpt-1), GOOD, used, status 200, pass 1, asked 2026-01-01T00:00:00Z, took"
                                + " 0.000 s, 10 tokens in, 5 out, $0.0015",
                        "--- reply of call 1 ---\n{\"greeting\":\"Hello\"}",
                        "--- result ---");
    }

    @Test
    void aDeadRowIsShownWithItsReasonAndAPendingOneHasNone() {
        assertThat(cama("item", "show", RUN + "-3").out())
                .contains(
                        "state     DEAD",
                        "reason    INVALID_JSON: the reply is no JSON",
                        "do        ",
                        "no JSON at all");
        assertThat(cama("item", "show", RUN.substring(0, 4), "4").out())
                .contains("state     PENDING", "calls     none");
    }

    @Test
    void aRowIsShownAsJson() throws IOException {
        JsonNode item = new ObjectMapper()
                .readTree(cama("item", "show", RUN, "2", "--json").out());

        assertThat(item.path("id").asText()).isEqualTo(RUN + "-2");
        assertThat(item.at("/calls/0/verdict").asText()).isEqualTo("GOOD");
        assertThat(item.at("/calls/0/cost").isNull()).isTrue();
        assertThat(item.at("/calls/0/inputTokens").asInt()).isEqualTo(10);
        assertThat(item.at("/calls/0/reply").asText()).contains("Hello");
        assertThat(item.at("/result/name").asText()).isEqualTo("Ada");
    }

    @Test
    void whatAModelSaysDoesNotSteerTheTerminal() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.ledger().dead(RUN, 4, Reason.REFUSED, "\u001b]0;evil\u0007\u009b2J no");
        }

        assertThat(cama("item", "show", RUN, "4").out())
                .doesNotContain("\u001b", "\u0007", "\u009b")
                .contains("evil");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(cama("item", "show", RUN, "9").err()).contains("has no row 9; it has 4");
        assertThat(cama("item", "show", "nosuch", "1").exit()).isEqualTo(3);
        assertThat(cama("item", "show", RUN).exit()).isEqualTo(2);
        assertThat(cama("item", "show", RUN, "0").exit()).isEqualTo(2);
        assertThat(cama("item").out()).contains("show");
        assertThat(Answer.of(home.resolve("jobs"), "report", RUN).err()).contains("there is no ledger");
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("1a99", 1);
        }
        assertThat(cama("report", "1a").err()).contains("2 runs begin with 1a");
    }

    @Test
    void aRunThatIsNotOverIsExportedAsPartial() throws IOException {
        Answer answer = cama("export", RUN, "--format", "jsonl,csv");

        Path outbox = home.resolve("outbox/greet");
        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(answer.out()).contains(RUN + ".1a2b3c4d.partial.jsonl", RUN + ".1a2b3c4d.partial.csv");
        assertThat(answer.err()).contains("Partial: 2 of 4 rows so far, 1 pending");
        assertThat(Files.readAllLines(outbox.resolve(RUN + ".1a2b3c4d.partial.jsonl")))
                .hasSize(2);
    }

    @Test
    void aFinishedRunIsExportedInTheFormatsOfItsJobOrInOthers() throws IOException {
        finished();
        Path out = home.resolve("elsewhere");

        JsonNode json = new ObjectMapper()
                .readTree(cama("export", RUN, "-o", out.toString(), "--json").out());
        Answer csv = cama("export", RUN, "-o", out.toString(), "--format", "csv");

        assertThat(json.path("partial").asBoolean()).isFalse();
        assertThat(json.at("/outputs/0/rows").asInt()).isEqualTo(2);
        assertThat(out.resolve(RUN + ".json")).content().contains("Ada");
        assertThat(csv.exit()).as(csv.err()).isZero();
        assertThat(out.resolve(RUN + ".csv")).exists();
        assertThat(csv.err()).doesNotContain("Partial");
    }

    @Test
    void aFileThatIsNoneOfTheRunsIsReplacedOnlyWhenToldTo() throws IOException {
        finished();
        Path out = Files.createDirectories(home.resolve("elsewhere"));
        Path mine = Files.writeString(out.resolve(RUN + ".json"), "my own notes");

        Answer refused = cama("export", RUN, "-o", out.toString());
        assertThat(refused.exit()).isEqualTo(73);
        assertThat(refused.err()).contains(mine + " is there already");
        assertThat(mine).hasContent("my own notes");

        assertThat(cama("export", RUN, "-o", out.toString(), "--replace").exit())
                .isZero();
        assertThat(mine).content().contains("Ada");
    }

    @Test
    void anExportThatCannotBeMadeSaysWhy() throws IOException {
        finished();

        assertThat(cama("export", RUN, "--format", "exel").err()).contains("no format \"exel\"");
        Answer changed = cama("export", RUN);
        assertThat(changed.exit()).isEqualTo(78);
        assertThat(changed.err()).contains("the job greet has changed since the run");
        Answer deck =
                cama("export", RUN, "--format", "apkg", "-o", home.resolve("x").toString());
        assertThat(deck.exit()).isEqualTo(78);
        assertThat(deck.err()).contains("deck.yaml");
        assertThat(folder).isDirectory();
    }

    @Test
    void theReportOfAnyRunIsItsReceiptAsOfNow() throws IOException {
        Answer text = cama("report", RUN);
        JsonNode json = new ObjectMapper()
                .readTree(cama("report", RUN, "--json", "-q").out())
                .path(0);

        assertThat(text.out())
                .startsWith(RUN + ".csv: 4 rows = 2 ok (0 from the ledger) + 1 dead letter + 0 skipped + 1 pending")
                .contains("1 INVALID_JSON: the reply is no JSON");
        assertThat(json.at("/counts/pending").asInt()).isEqualTo(1);
        assertThat(json.at("/possiblyPaidTwiceCalls/calls").asInt()).isZero();
    }

    @Test
    void thePageTellsTheFiguresAndIsReplacedWhole() throws IOException {
        Path page = Files.writeString(home.resolve("report.html"), "an earlier one");

        Answer answer = cama("report", RUN, "-o", page.toString());

        assertThat(answer.exit()).as(answer.err()).isZero();
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "Content-Security-Policy",
                        "Dead letters by reason",
                        "INVALID_JSON",
                        "Cost by prompt",
                        "Cost by model",
                        "Calls over time",
                        "openai/gpt")
                .doesNotContain("an earlier one");
        assertThat(cama("report", RUN, "-o", home.resolve("report.html/x").toString())
                        .exit())
                .isEqualTo(73);
    }
}
