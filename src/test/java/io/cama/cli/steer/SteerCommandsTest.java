package io.cama.cli.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.cli.Answer;
import io.cama.cli.GreetingJob;
import io.cama.cli.LedgerHome;
import io.cama.house.PlantedKey;
import io.cama.ledger.Ledger;
import io.cama.model.Finding;
import io.cama.model.Reason;
import io.cama.model.RunState;
import io.cama.ops.control.LetterChoice;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SteerCommandsTest {
    @TempDir
    private Path home;

    @Test
    void maintenanceSaysTheSameWhetherAProcessIsAtWorkOrNotAndKeepsFilesInTheInbox() throws Exception {
        GreetingJob.in(home);
        Answer still = Answer.of(home, "maintenance", "on", "--reason", "new disk");
        assertThat(still.exit()).as(still.err()).isZero();
        try (Service service = Service.in(home, "0ms")) {
            Path file = service.drop("people", 2);
            Answer held = Answer.of(home, "maintenance", "on", "--reason", "new disk");
            assertThat(held.out()).isEqualTo(still.out());
            assertThat(Answer.of(home, "maintenance").out())
                    .matches("(?s)on, set by .* \\(cli\\) since .*: new disk\\s");
            Answer processed = Answer.with(
                    home,
                    PlantedKey.environment(),
                    "process",
                    home.resolve("people.csv").toString(),
                    "--job",
                    "greet");
            assertThat(processed.exit()).as(processed.err()).isEqualTo(75);
            assertThat(processed.err()).contains("no files are taken: maintenance", "new disk");
            assertThat(file).exists();
            assertThat(service.application().ledger().runs(9)).isEmpty();

            Answer off = Answer.of(home, "maintenance", "off", "--json");

            assertThat(off.out()).contains("\"changed\" : true", "\"after\" : \"files are taken\"");
            service.await("people", RunState.DONE);
        }
        assertThat(Answer.of(home, "maintenance", "status", "--json").out()).contains("\"on\" : false");
        assertThat(Answer.of(home, "maintenance", "on").exit()).isEqualTo(2);
        assertThat(Answer.of(home, "audit", "--verify").out()).contains("6 lines, and the chain is whole");
    }

    @Test
    void theReasonOfMaintenanceMayStandBehindOnWithoutItsOption() throws Exception {
        GreetingJob.in(home);

        Answer on = Answer.of(home, "maintenance", "on", "new disk");

        assertThat(on.exit()).as(on.err()).isZero();
        assertThat(Answer.of(home, "maintenance").out()).contains(": new disk");
        assertThat(Answer.of(home, "maintenance", "on", "one", "--reason", "another")
                        .err())
                .contains("given twice");
        assertThat(Answer.of(home, "maintenance", "on").err()).contains("maintenance on \"new disk\"");
        assertThat(Answer.of(home, "maintenance", "off", "new disk").err()).contains("goes with maintenance on alone");
        assertThat(Answer.of(home, "maintenance", "off").exit()).isZero();
    }

    @Test
    void runsAndJobsArePausedAndGoOnThroughTheProcessAtWork() throws Exception {
        try (Service service = Service.in(home, "200ms")) {
            service.drop("people", 100);
            String id = service.awaitRows("people", 1).id();

            Answer paused = Answer.of(home, "pause", id.substring(0, 6), "--reason", "tuning");

            assertThat(paused.exit()).as(paused.err()).isZero();
            assertThat(paused.out()).startsWith("the run is paused, over restarts too");
            assertThat(service.await("people", RunState.PAUSED).reason()).endsWith("(cli): tuning");
            assertThat(Answer.of(home, "pause", "greet").out()).startsWith("the job greet is paused");
            assertThat(Answer.of(home, "resume", "greet").exit()).isZero();
            assertThat(service.await("people", RunState.PAUSED).id()).isEqualTo(id);
            assertThat(Answer.of(home, "resume", id).out()).startsWith("the run goes on");
            service.await("people", RunState.RUNNING);
            assertThat(Answer.of(home, "cancel", id, "--yes").out()).startsWith("the run is over with ");
            Answer over = Answer.of(home, "pause", id);
            assertThat(over.exit()).isEqualTo(3);
            assertThat(over.err()).contains("is over: REJECTED");
            assertThat(Answer.of(home, "pause", "nobody").exit()).isEqualTo(3);
        }
    }

    @Test
    void whatIsPausedWhileNoProcessIsAtWorkIsPausedAtTheNextStart() throws Exception {
        GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.running("aaaa", 2);
            ledger.running("bbbb", 2);
        }
        Answer run = Answer.of(home, "pause", "aaaa");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Answer.of(home, "pause", "greet").exit()).isZero();
        Answer refused = Answer.of(home, "resume", "bbbb");
        assertThat(refused.exit()).as(refused.err()).isEqualTo(75);
        assertThat(refused.err()).contains("the job greet is paused by", "cama resume greet");
        Answer processed = Answer.of(home, "process", home.resolve("people.csv").toString(), "--job", "greet");
        assertThat(processed.err()).contains("the job greet is paused by");

        Answer unsure = Answer.of(home, "cancel", "bbbb");
        assertThat(unsure.exit()).isEqualTo(4);
        assertThat(Answer.of(home, "cancel", "bbbb", "--reason", "wrong", "--yes")
                        .exit())
                .isZero();

        try (Service service = Service.in(home, "0ms")) {
            assertThat(service.control().views().run("aaaa").orElseThrow().reason())
                    .startsWith("PAUSED_BY_HAND: by ");
            assertThat(service.control().views().run("bbbb").orElseThrow().reason())
                    .startsWith("CANCELLED: by ");
            assertThat(service.control().views().job("greet").orElseThrow().paused())
                    .contains("(cli)");
        }
        assertThat(Answer.of(home, "audit").out().lines())
                .hasSize(6)
                .element(1)
                .asString()
                .contains("(cli, admin)  run.pause aaaa  RUNNING -> PAUSED (PAUSED_BY_HAND: by ");
    }

    @Test
    void reloadIsForTheServiceAndSaysWhatItFound() throws Exception {
        GreetingJob.in(home);
        Answer nobody = Answer.of(home, "reload");
        assertThat(nobody.exit()).isEqualTo(3);
        assertThat(nobody.err()).contains("no process is at work");
        try (Service service = Service.in(home, "0ms", Finding.error("jobs/greet/hello.prompt", 3, "no end", null))) {
            assertThat(service.control()).isNotNull();

            Answer broken = Answer.of(home, "reload");

            assertThat(broken.exit()).isEqualTo(78);
            assertThat(broken.out())
                    .contains("jobs/greet/hello.prompt:3: error: no end", "1 error; that stays as it was");
        }
        try (Service service = Service.in(home, "0ms")) {
            assertThat(service.control()).isNotNull();
            assertThat(Answer.of(home, "reload").exit()).isZero();
        }
    }

    @Test
    void whatCommandsChangeWithoutAServiceIsWrittenDownToo() throws IOException {
        GreetingJob.in(home);
        assertThat(Answer.of(home, "breaker", "isolate", "openai/gpt", "--reason", "too dear")
                        .exit())
                .isZero();
        assertThat(Answer.of(home, "breaker", "close", "openai/gpt").exit()).isZero();
        assertThat(Answer.of(home, "ledger", "new").exit()).isZero();
        assertThat(Answer.of(home, "cache", "clear", "--yes").exit()).isZero();

        assertThat(Answer.of(home, "audit", "--json").out())
                .contains("\"breaker.isolate\"", "\"breaker.close\"", "\"ledger.new\"", "\"cache.clear\"");
        assertThat(Answer.of(home, "audit", "--since", "2999-01-01").out()).isEmpty();
        assertThat(Answer.of(home, "audit", "--since", "yesterday").exit()).isEqualTo(2);
        Path log = home.resolve("work/audit.jsonl");
        Files.writeString(log, Files.readString(log).replace("too dear", "too cheap"));
        Answer broken = Answer.of(home, "audit", "--verify");
        assertThat(broken.exit()).isEqualTo(65);
        assertThat(broken.out()).contains("audit.jsonl:1: it is not as it was written");
    }

    /** A run of thirty rows that is done, of which so many are dead letters. */
    private static String withDeadLetters(Service service, int dead) throws Exception {
        service.drop("people", 30);
        String run = service.awaitRows("people", 1).id();
        service.control().pauseJob("greet", "", Service.ADA);
        Ledger ledger = service.application().ledger();
        Service.until(() -> service.application().flow().inFlight() == 0 ? run : null);
        for (long position : ledger.pending(run, 20, dead)) {
            ledger.dead(run, position, Reason.REFUSED, "no");
        }
        service.control().resumeJob("greet", Service.ADA);
        service.await("people", RunState.DONE);
        return run;
    }

    private String firstLetter() {
        String listed = Answer.of(home, "dlq", "list", "--limit", "1").out();
        return listed.substring(0, listed.indexOf(' '));
    }

    @Test
    void deadLettersAreAskedAgainAndDroppedByTheProcessAtWorkAndTheAccountIsTheSame() throws Exception {
        try (Service service = Service.in(home, "20ms")) {
            String run = withDeadLetters(service, 4);
            String first = firstLetter();

            Answer one = Answer.of(home, "dlq", "retry", first, "--model", "mine/other");

            assertThat(one.exit()).as(one.err()).isEqualTo(1);
            assertThat(one.out()).startsWith("people.csv: 30 rows = 27 ok (").contains(" + 3 dead letters");
            assertThat(Answer.of(home, "item", "show", first, "--json").out()).contains("\"mine/other\"");
            String second = firstLetter();
            assertThat(Answer.of(home, "dlq", "drop", second).exit()).isEqualTo(4);
            Answer dropped = Answer.of(home, "dlq", "drop", second, "--yes", "--json");
            assertThat(dropped.exit()).as(dropped.err()).isEqualTo(1);
            assertThat(dropped.out()).contains("\"skipped\" : 1", "\"dead\" : 2");
            Answer rest = Answer.of(home, "dlq", "retry", "--reason", "refused");
            assertThat(rest.exit()).as(rest.err()).isZero();
            assertThat(rest.out()).startsWith("people.csv: 30 rows = 29 ok (");
            assertThat(service.await("people", RunState.DONE).id()).isEqualTo(run);
            assertThat(Answer.of(home, "dlq", "retry", "--all").err()).contains("there are no dead letters");
            assertThat(Answer.of(home, "audit").out())
                    .contains("(cli, admin)  letters.retry " + run, "(cli, admin)  letters.drop " + run);
        }
    }

    @Test
    void repliesAreClearedByTheProcessAtWorkAsFarAsTheyAreMeant() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.drop("people", 3);
            service.await("people", RunState.DONE);
            Files.delete(home.resolve("outbox/greet/people.run.json"));

            assertThat(Answer.of(home, "cache", "clear").exit()).isEqualTo(4);
            assertThat(Answer.of(home, "cache", "clear", "--job", "other", "--yes")
                            .out())
                    .isEqualTo("removed 0 replies\n");
            assertThat(Answer.of(home, "cache", "clear", "--model", "mine/other", "--yes")
                            .out())
                    .isEqualTo("removed 0 replies\n");
            assertThat(Answer.of(home, "cache", "clear", "--older-than", "30d", "--yes")
                            .out())
                    .isEqualTo("removed 0 replies\n");
            Answer cleared = Answer.of(home, "cache", "clear", "--job", "greet", "--yes", "--json");
            assertThat(cleared.exit()).as(cleared.err()).isZero();
            assertThat(cleared.out()).contains("\"removed\" : 3");
            assertThat(Answer.of(home, "audit").out()).contains("(cli, admin)  cache.clear job greet");
        }
    }

    @Test
    void anEditBesideAProcessAtWorkSaysWhoHoldsTheHomeAndWhatToDo() throws Exception {
        try (Service service = Service.in(home, "20ms")) {
            withDeadLetters(service, 1);
            String id = firstLetter();

            Answer refused = Answer.of(home, "dlq", "edit", id, "--field", "name=Eve");

            assertThat(refused.exit()).isEqualTo(75);
            assertThat(refused.err())
                    .contains("an edit needs the ledger for itself, and process ", "drain --wait", " works in " + home);
        }
    }

    @Test
    void whatIsLeftOfAJobThatIsGoneIsNamedAndCanBeDroppedAndItsRunsDoNotGoOn() throws Exception {
        GreetingJob.in(home);
        try (LedgerHome ledger = new LedgerHome(home)) {
            ledger.of("words", "gone", 2);
            ledger.dead("gone", 1);
            ledger.dead("gone", 2);
            ledger.ledger().done("gone");
            ledger.of("words", "open", 2);
            ledger.ledger().pause("open", "CONFIG: there is no job words", Instant.parse("2999-01-01T00:00:00Z"));
        }
        try (Service service = Service.in(home, "20ms")) {
            withDeadLetters(service, 1);

            Answer all = Answer.of(home, "dlq", "retry", "--all");

            assertThat(all.exit()).as(all.err()).isEqualTo(78);
            assertThat(all.out()).startsWith("people.csv: 30 rows = 30 ok (");
            assertThat(all.err()).contains("2 dead letters of gone.csv (run gone): there is no job \"words\" any more");
            assertThatThrownBy(() -> service.control().retryLetters(LetterChoice.all("gone"), Service.ADA))
                    .isInstanceOf(NotDone.class)
                    .hasMessageContaining("the process at work has not; it has greet");
            Answer dropped = Answer.of(home, "dlq", "drop", "--run", "gone", "--yes");
            assertThat(dropped.exit()).as(dropped.err()).isZero();
            assertThat(dropped.err()).contains("stay as they are: there is no job \"words\"");
            assertThat(service.control().views().run("gone").orElseThrow().state())
                    .isEqualTo(RunState.DONE);
            Answer resumed = Answer.of(home, "resume", "open");
            assertThat(resumed.exit()).as(resumed.out()).isEqualTo(3);
            assertThat(resumed.err()).contains("of the job \"words\"");
            assertThat(service.control().views().run("open").orElseThrow().state())
                    .isEqualTo(RunState.PAUSED);
        }
    }
}
