package io.cama.ops.control;

import static io.cama.ops.control.Service.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Deed;
import io.cama.ops.audit.Entry;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.NotDone.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunsAndJobsTest {
    @TempDir
    private Path home;

    @Test
    void aRunThatIsPausedStandsStillOverARestartUntilItIsResumed() throws Exception {
        String id;
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 40);
            id = service.awaitRows("people", 1).id();

            Done paused = service.control().pauseRun(id.substring(0, 8), "tuning", ADA);

            assertThat(paused.object()).isEqualTo(id);
            assertThat(paused.before()).isEqualTo("RUNNING");
            assertThat(paused.after()).isEqualTo("PAUSED (PAUSED_BY_HAND: by ada (api): tuning)");
            assertThat(service.control().pauseRun(id, "again", ADA).changed()).isFalse();
        }
        try (Service service = Service.in(home, "0ms")) {
            service.drop("others", 2);
            service.await("others", RunState.DONE);
            assertThat(service.control().views().run(id).orElseThrow().state()).isEqualTo(RunState.PAUSED);

            assertThat(service.control().resumeRun(id, ADA).changed()).isTrue();

            service.await("people", RunState.DONE);
            assertThat(service.application().ledger().counts(id).ok()).isEqualTo(40);
        }
        assertThat(audit()).containsExactly("run.pause", "run.pause", "run.resume");
    }

    @Test
    void aRunThatIsPausedStaysSoWhereNoDeadLetterIsAskedAgain() throws Exception {
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 40);
            String id = service.awaitRows("people", 1).id();
            service.control().pauseRun(id, "tuning", ADA);

            Done none = service.control().retryLetters(LetterChoice.all(id), ADA);

            assertThat(none.changed()).isFalse();
            assertThat(service.control().views().run(id).orElseThrow().state()).isEqualTo(RunState.PAUSED);
        }
    }

    @Test
    void aPausedJobTakesNoRunsOverARestartAndThoseAtWorkGoOnWithIt() throws Exception {
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 40);
            service.awaitRows("people", 1);

            service.control().pauseJob("greet", "new prompts", ADA);

            Run held = service.await("people", RunState.PAUSED);
            assertThat(held.reason()).isEqualTo("JOB_PAUSED: greet was paused by ada (api): new prompts");
            assertThat(service.control().views().job("greet").orElseThrow().paused())
                    .contains("by ada (api) since", "new prompts");
        }
        try (Service service = Service.in(home, "0ms")) {
            service.drop("others", 2);
            assertThat(service.await("others", RunState.PAUSED).reason())
                    .isEqualTo("JOB_PAUSED: greet was paused by ada (api): new prompts");
            service.await("people", RunState.PAUSED);
            String others = service.await("others", RunState.PAUSED).id();
            assertThatThrownBy(() -> service.control().resumeRun(others, ADA))
                    .hasMessageContaining("the job greet is paused", "cama resume greet");

            service.control().resumeJob("greet", ADA);

            service.await("others", RunState.DONE);
            service.await("people", RunState.DONE);
            assertThatThrownBy(() -> service.control().pauseJob("nobody", "", ADA))
                    .hasMessageContaining("there is no job \"nobody\"; there are greet");
        }
    }

    @Test
    void aJobThatIsResumedTakesItsRunsUpAgainInTheSameProcess() throws Exception {
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 20);
            service.awaitRows("people", 1);
            service.control().pauseJob("greet", "", ADA);
            service.await("people", RunState.PAUSED);

            assertThat(service.control().resumeJob("greet", ADA).changed()).isTrue();

            service.await("people", RunState.DONE);
            assertThat(service.control().resumeJob("greet", ADA).changed()).isFalse();
        }
    }

    @Test
    void aCancelledRunIsOverItsFileIsRejectedAndGivenAgainItGoesOn() throws Exception {
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 40);
            Run run = service.awaitRows("people", 3);

            Done cancelled = service.control().cancelRun(run.id(), "wrong file", ADA);

            assertThat(cancelled.after()).isEqualTo("REJECTED (CANCELLED: by ada (api): wrong file)");
            Path rejected = home.resolve("rejected/greet/people.csv");
            Service.until(() -> Files.exists(rejected) ? rejected : null);
            assertThat(home.resolve("rejected/greet/people.csv.reason.txt"))
                    .content()
                    .contains("wrong file");
            assertThat(home.resolve("outbox/greet/people.json")).doesNotExist();
            assertThatThrownBy(() -> service.control().pauseRun(run.id(), "", ADA))
                    .isInstanceOfSatisfying(
                            NotDone.class, thrown -> assertThat(thrown.why()).isEqualTo(Why.CONFLICT))
                    .hasMessageContaining("is over");

            Files.move(rejected, home.resolve("inbox/greet/people.csv"));

            assertThat(service.await("people", RunState.DONE).id()).isEqualTo(run.id());
            assertThat(service.application().ledger().counts(run.id()).ok()).isEqualTo(40);
            assertThat(Files.readAllLines(home.resolve("work/demo-calls.jsonl")))
                    .hasSize(40);
        }
    }

    @Test
    void aRunThatWasCancelledJustBeforeTheProcessDiedDoesNotComeBack() throws Exception {
        Run run;
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 40);
            run = service.awaitRows("people", 3);
            service.control().pauseRun(run.id(), "", ADA);
            service.application().ledger().reject(run.id(), "CANCELLED: by ada (api)");
        }
        try (Service service = Service.in(home, "0ms")) {
            service.drop("others", 2);
            service.await("others", RunState.DONE);

            assertThat(service.application()
                            .ledger()
                            .run(run.id())
                            .orElseThrow()
                            .state())
                    .isEqualTo(RunState.REJECTED);
            assertThat(home.resolve("rejected/greet/people.csv")).exists();
        }
    }

    @Test
    void whoIsOnlyAllowedToLookIsRefusedAndThatIsWrittenDown() throws Exception {
        By viewer = new By("eve", Way.API, Role.VIEWER);
        try (Service service = Service.in(home, "0ms")) {
            assertThatThrownBy(() -> service.control().maintenanceOn("because", viewer))
                    .isInstanceOfSatisfying(
                            NotDone.class, thrown -> assertThat(thrown.why()).isEqualTo(Why.FORBIDDEN));

            assertThat(service.application().flow().standing().takesFiles()).isTrue();
            assertThat(new AuditLog(home).entries())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.deed().outcome()).contains("refused", "operator"));
        }
    }

    @Test
    void howOftenSomebodyWasRefusedIsWrittenDownWhenTheProcessEnds() throws Exception {
        By viewer = new By("eve", Way.API, Role.VIEWER);
        try (Service service = Service.in(home, "0ms")) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> service.control().drain(viewer)).isInstanceOf(NotDone.class);
            }
        }

        assertThat(new AuditLog(home).entries())
                .last()
                .satisfies(entry -> assertThat(entry.deed().outcome()).contains("refused: 2 more"));
    }

    private List<String> audit() throws Exception {
        AuditLog log = new AuditLog(home);
        assertThat(log.verify().isWhole()).isTrue();
        return log.entries().stream()
                .map(Entry::deed)
                .filter(deed -> !deed.outcome().equals(Deed.BEGUN))
                .map(Deed::action)
                .toList();
    }
}
