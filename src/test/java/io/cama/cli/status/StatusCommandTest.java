package io.cama.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import io.cama.model.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    @TempDir
    private Path home;

    @Test
    void whatIsTypedWrongIsAnsweredInWords() {
        assertThat(Answer.of(home, "status", "--spend", "--since", "yesterday").err())
                .contains("'yesterday' is no day such as 2026-07-01")
                .doesNotContain("Exception");
        assertThat(Answer.of(home, "cost").err()).contains("status --spend");
        Answer missing = Answer.of(home, "-c", "nosuch.properties", "status");
        assertThat(missing.exit()).isEqualTo(78);
        assertThat(missing.err()).contains("nosuch.properties: there is no such file");
    }

    @Test
    void aLedgerThatIsMissingIsNotTakenForWorkThatWasNeverDone() throws IOException {
        Path input = home.resolve("work/in-1/greet/people.csv");
        Files.createDirectories(input.getParent());
        Files.writeString(input, "name\nAda\n");

        for (List<String> command : List.of(
                List.of("status"),
                List.of("status", "--spend"),
                List.of("dlq", "list"),
                List.of("dlq", "show", "a-1"),
                List.of("dlq", "drop", "--all"),
                List.of("dlq", "edit", "a-1", "--field", "name=Eve"),
                List.of("report", "a"),
                List.of("resume", "--all"))) {
            Answer answer = Answer.of(home, command.toArray(String[]::new));
            assertThat(answer.exit()).as(answer.err()).isEqualTo(78);
            assertThat(answer.err()).contains("is missing, but the inputs of a run are there");
        }
    }

    @Test
    void withoutALedgerThereIsNothingToShow() {
        Answer answer = Answer.of(home, "status");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("No ledger at");
        assertThat(Answer.of(home, "status", "--json").out())
                .contains("\"atWork\" : false", "\"spentToday\" : 0", "\"runs\" : [ ]");
        assertThat(Answer.of(home, "status", "--spend", "--json").out()).isEqualTo("[ ]\n");
        assertThat(home.resolve("work")).doesNotExist();
    }

    @Test
    void showsTheRunsNewestFirstWhileAnotherProcessWrites() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("older", 2);
            ledger.running("newer", 4);
            ledger.ok("newer", 1);
            ledger.dead("newer", 2);

            Answer answer = Answer.of(home, "status");

            assertThat(answer.exit()).isZero();
            assertThat(answer.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("newer  RUNNING   greet  newer.csv  2/4 rows (50 %), 1 ok")
                                    .contains("1 dead letter", "ETA "),
                            line -> assertThat(line).startsWith("older").contains("0/2 rows (0 %)"));
        }
    }

    @Test
    void saysWhyARunIsPaused() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("held", 1);
            ledger.ledger().pause("held", "AUTH: no key; set one", null);
        }

        assertThat(Answer.of(home, "status").out()).contains("PAUSED", "\n  AUTH: no key; set one\n", "resume held");
    }

    @Test
    void isAlsoJson() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 4);
            ledger.ok("one", 1);
        }

        assertThat(Answer.of(home, "status", "--json").out())
                .contains(
                        "\"run\" : \"one\"",
                        "\"state\" : \"STOPPED\"",
                        "\"currency\" : \"USD\"",
                        "\"percent\" : 25",
                        "\"pending\" : 3",
                        "\"reason\" : null");
    }

    @Test
    void listsNoMoreThanAsked() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 1);
            ledger.running("two", 1);
        }

        assertThat(Answer.of(home, "status", "--limit", "1").out())
                .contains("two.csv")
                .doesNotContain("one.csv");
        assertThat(Answer.of(home, "status", "--limit", "0").exit()).isEqualTo(2);
    }

    @Test
    void aRunNobodyWorksOnAnyMoreIsStoppedAndNotRunning() throws IOException {
        GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("killed", 1);
        }

        Answer answer = Answer.of(home, "status");

        assertThat(answer.out())
                .startsWith("killed  STOPPED ")
                .contains("stopped; goes on at the next start of cama run, or with cama -C " + home + " resume killed");
        assertThat(answer.err()).contains("No process is at work");
    }

    @Test
    void aPauseSaysWhenItEnds() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("held", 1);
            ledger.ledger().pause("held", "QUOTA_DAILY: used up", Instant.parse("2026-01-02T00:00:00Z"));
        }

        assertThat(Answer.of(home, "status").out()).contains("goes on at 2026-01-02T00:00:00Z while cama run is up");
        assertThat(Answer.of(home, "status", "--json").out()).contains("\"resumeAt\" : \"2026-01-02T00:00:00Z\"");
    }

    @Test
    void saysWhatEachRunHasCostAndWhatHoldsTheCallsUp() throws IOException {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("dear", 2);
            ledger.bought("dear", 1, 12_300_000L);
            ledger.bought("dear", 2, null);
            Files.writeString(home.resolve("work/state.json"), """
                    {"pid": 42, "at": "2026-01-01T00:00:00Z", "ended": false, "breakers": [], "gates": [
                      {"provider": "openai", "inFlight": 1, "allowed": 8, "waiting": 3, "pausedMillis": 0,
                       "limitedBy": "rpm", "windows": []}]}
                    """);

            Answer answer = Answer.of(home, "status");

            assertThat(answer.out()).contains("2 calls, $0.012 and 1 call without a price");
            assertThat(answer.err()).contains("Spent today (UTC): $", "Limited by rpm (openai).");
            assertThat(Answer.of(home, "status", "--json").out())
                    .contains("\"spent\" : 0.0123", "\"callsWithoutPrice\" : 1", "\"openai\" : \"rpm\"");
        }
    }

    @Test
    void addsUpWhatWasSpentOnWhat() {
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("dear", 2);
            ledger.bought("dear", 1, 12_300_000L);
            ledger.bought("dear", 2, 700_000L);
        }

        Answer byModel = Answer.of(home, "status", "--spend", "--by", "model", "--since", "2026-01-01");
        Answer later = Answer.of(home, "status", "--spend", "--since", "2026-01-02");
        Answer json = Answer.of(home, "status", "--spend", "--by", "day", "--since", "2026-01-01", "--json");

        assertThat(byModel.out()).matches("openai/gpt +\\$0.013 +2 calls +20 tokens in +10 out\n");
        assertThat(byModel.err()).contains("In all $0.013.");
        assertThat(later.out()).isEmpty();
        assertThat(json.out()).contains("\"group\" : \"2026-01-01\"", "\"cost\" : 0.013", "\"outputTokens\" : 10");
        assertThat(Answer.of(home, "status", "--by", "day").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "status", "--spend", "--since", "May").exit())
                .isEqualTo(2);
    }

    @Test
    void maintenanceAndPausedJobsAreToldWithWhatEndsThem() throws IOException {
        GreetingJob.in(home);
        Answer.of(home, "maintenance", "on", "new disk");
        Answer.of(home, "pause", "greet", "--reason", "tuning");
        String maintenance = " since .*: new disk\\. No file is taken until cama -C .* maintenance off\\.";
        String paused =
                "The job greet is paused by .*: tuning\\. Its runs stand still until cama -C .* resume greet\\.";

        assertThat(Answer.of(home, "status").err())
                .containsPattern("Maintenance, set by .*" + maintenance)
                .containsPattern(paused);
        assertThat(Answer.of(home, "status", "--json").out())
                .containsPattern("\"maintenance\" : \\{\\s+\"reason\" : \"new disk\",\\s+\"since\" : \"20")
                .containsPattern("\"pausedJobs\" : \\{\\s+\"greet\" : \\{\\s+\"reason\" : \"tuning\"");
        Answer jobs = Answer.of(home, "jobs");
        assertThat(jobs.out()).containsPattern("paused: {2}by .* since .*: tuning");
        assertThat(jobs.err()).containsPattern(maintenance);
        assertThat(Answer.of(home, "jobs", "--json").out())
                .containsPattern("\"paused\" : \\{\\s+\"reason\" : \"tuning\"");
        assertThat(Answer.of(home, "doctor").out())
                .containsPattern("warning +maintenance: no file is taken; set by .*: new disk")
                .containsPattern("warning +paused job greet: paused by .*: tuning");

        Answer.of(home, "maintenance", "off");
        Answer.of(home, "resume", "greet");
        assertThat(Answer.of(home, "status").err()).doesNotContain("aintenance", "paused");
        assertThat(Answer.of(home, "status", "--json").out())
                .contains("\"maintenance\" : null", "\"pausedJobs\" : { }");
        assertThat(Answer.of(home, "jobs").out()).doesNotContain("paused:");
        assertThat(Answer.of(home, "doctor").out()).doesNotContain("maintenance", "paused job");
    }

    @Test
    void ordersThatCannotBeReadAreToldAndHideNoRuns() throws IOException {
        GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("one", 1);
        }
        Files.writeString(home.resolve("work/standing.json"), "{");

        Answer status = Answer.of(home, "status");

        assertThat(status.exit()).isZero();
        assertThat(status.out()).startsWith("one ");
        assertThat(status.err()).contains("standing.json: error: cannot be read");
        assertThat(Answer.of(home, "doctor").out()).contains("error    maintenance and paused jobs: ");
    }

    @Test
    void aRunThatStandsStillIsToldWithNoCommandThatIsRefused() throws IOException {
        GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("held", 1);
            ledger.ledger().pause("held", Held.run("ada (cli)", "wrong file"), null);
            ledger.running("resting", 1);
            ledger.ledger().pause("resting", Held.job("greet", "ada (cli)", "tuning"), null);
            ledger.running("keyless", 1);
            ledger.ledger().pause("keyless", "AUTH: no key; set one", null);
            ledger.of("words", "gone", 1);
            ledger.ledger().pause("gone", "CONFIG: there is no job \"words\"", null);
        }
        String cama = "cama -C " + home + " resume ";
        String anyway = "goes on at the next start of cama run, or with " + cama;

        assertThat(hint("held")).isEqualTo("goes on with " + cama + "held");
        assertThat(hint("resting")).isEqualTo(anyway + "resting");
        assertThat(hint("gone")).isEqualTo("goes on once there is a sound job words again, with " + cama + "gone");
        Answer.of(home, "pause", "greet");
        assertThat(hint("held")).isEqualTo("goes on with " + cama + "greet, then " + cama + "held");
        assertThat(hint("keyless")).isEqualTo("goes on with " + cama + "greet, then " + cama + "keyless");
        assertThat(hint("resting"))
                .isEqualTo("goes on with " + cama + "greet, then " + anyway.substring("goes on ".length()) + "resting");
        try (LedgerHome busy = new LedgerHome(home)) {
            busy.running("another", 1);
            assertThat(hint("resting")).isEqualTo("goes on with " + cama + "greet");
        }
    }

    /** The last line that is told of a run. */
    private String hint(String run) {
        List<String> lines = Answer.of(home, "status").out().lines().toList();
        int first = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(run + " "))
                .findFirst()
                .orElseThrow());
        return lines.get(first + 2).strip();
    }
}
