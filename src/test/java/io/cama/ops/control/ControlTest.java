package io.cama.ops.control;

import static io.cama.ops.control.Service.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ledger.Ledger;
import io.cama.ledger.ReplyStore.Selection;
import io.cama.ledger.Spend;
import io.cama.ledger.letter.Letters;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.RunState;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.view.LimitView;
import io.cama.ops.view.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlTest {
    @TempDir
    private Path home;

    @Test
    void underMaintenanceFilesStayInTheInboxOverARestartAndRunsGoOn() throws Exception {
        Path file;
        try (Service service = Service.in(home, "20ms")) {
            service.drop("people", 20);
            service.awaitRows("people", 1);

            service.control().maintenanceOn("new disk", ADA);

            file = service.drop("others", 2);
            service.await("people", RunState.DONE);
            assertThat(service.control().views().application().state()).isEqualTo("maintenance");
            assertThat(service.control().views().troubles())
                    .extracting(Trouble::sort)
                    .containsExactly("maintenance");
        }
        try (Service service = Service.in(home, "0ms")) {
            Service.until(() -> service.application().context().getUptime().toMillis() > 500 ? file : null);
            assertThat(file).exists();
            assertThat(service.application().ledger().runs(9)).hasSize(1);

            assertThat(service.control().maintenanceOff(ADA).changed()).isTrue();

            service.await("others", RunState.DONE);
        }
    }

    @Test
    void aReasonIsOneLineThatDoesNothingToATerminal() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.control().maintenanceOn("new\n\u001b[31mdisk", ADA);

            assertThat(service.control().views().application().reason()).endsWith(": new [31mdisk");
        }
    }

    @Test
    void ordersThatCannotBeReadStopAStartAndChangeNothingLater() throws Exception {
        Path orders = home.resolve("work/standing.json");
        try (Service service = Service.in(home, "0ms")) {
            service.control().maintenanceOn("new disk", ADA);
            Files.writeString(orders, "{\"maintenance\":");
            service.application().flow().standing().obey();
            assertThat(service.application().flow().standing().takesFiles()).isFalse();
        }
        assertThatThrownBy(() -> Service.in(home, "0ms")).hasMessageContaining("standing.json", "delete it");
    }

    @Test
    void anIsolatedModelIsAskedNothingAndABreakerThatIsResetAsksAgain() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            Done isolated = service.control().isolateBreaker("mine/any", "too dear", ADA);
            assertThat(isolated.before()).isEqualTo("not made yet");
            service.drop("people", 4);
            service.await("people", RunState.RUNNING);
            Service.until(() -> service.control().views().breakers().stream()
                    .filter(breaker -> "isolated".equals(breaker.state())
                            && breaker.model().equals("mine/any"))
                    .findFirst()
                    .orElse(null));
            assertThat(home.resolve("work/demo-calls.jsonl"))
                    .satisfiesAnyOf(log -> assertThat(log).doesNotExist(), log -> assertThat(log)
                            .isEmptyFile());

            Done reset = service.control().resetBreaker("mine/any", ADA);

            assertThat(reset.before()).isEqualTo("isolated: too dear");
            assertThat(reset.after()).isEqualTo("closed");
            service.await("people", RunState.DONE);
            assertThatThrownBy(() -> service.control().closeBreaker("nobody/any", ADA))
                    .hasMessageContaining("nobody");
        }
    }

    @Test
    void limitsThatAreSetHoldFromTheNextCallAndNotAfterARestart() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.drop("first", 2);
            service.await("first", RunState.DONE);

            Done set = service.control().setLimits("mine", new LimitChange(2L, null, 1, 1), ADA);

            assertThat(set.after()).isEqualTo("rpm 2, tpm 0, concurrency 1 to 1");
            assertThat(set.text()).contains("until this process ends", "config/cama.properties");
            assertThat(limits(service).changed()).isTrue();
            service.drop("second", 3);
            Service.until(() -> "rpm".equals(limits(service).limitedBy()) ? service : null);
            service.control().setLimits("mine", new LimitChange(0L, null, null, 8), ADA);
            service.await("second", RunState.DONE);
            assertThatThrownBy(() -> service.control().setLimits("mine", new LimitChange(null, null, 9, null), ADA))
                    .hasMessageContaining("at least minConcurrency");
        }
        try (Service service = Service.in(home, "0ms")) {
            assertThat(limits(service).changed()).isFalse();
        }
    }

    private static LimitView limits(Service service) {
        return service.control().views().limits().stream()
                .filter(limits -> limits.provider().equals("mine"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deadLettersAreFoundAskedAgainByReasonAndDropped() throws Exception {
        try (Service service = Service.in(home, "20ms")) {
            service.drop("people", 30);
            String run = service.awaitRows("people", 1).id();
            service.control().pauseJob("greet", "", ADA);
            Ledger ledger = service.application().ledger();
            Service.until(() -> service.application().flow().inFlight() == 0 ? run : null);
            List<Long> pending = ledger.pending(run, 20, 3);
            ledger.dead(run, pending.get(0), Reason.REFUSED, "no");
            ledger.dead(run, pending.get(1), Reason.INVALID_JSON, "no");
            ledger.dead(run, pending.get(2), Reason.INVALID_JSON, "no");
            assertThat(service.control().views().letters(Letters.Selection.ALL, 1, 1))
                    .hasSize(1);
            assertThat(service.control().views().items(run, ItemState.DEAD, pending.get(0), 10))
                    .extracting(ItemLook::position)
                    .isEqualTo(pending.subList(1, 3));

            Done retried = service.control().retryLetters(new LetterChoice(run, List.of(), Reason.INVALID_JSON), ADA);
            Done none = service.control().retryLetters(new LetterChoice(run, List.of(), Reason.BAD_PATH), ADA);
            Done dropped = service.control().dropLetters(LetterChoice.all(run), ADA);

            assertThat(retried.text()).isEqualTo("2 asked again of 3 dead letters");
            assertThat(none.changed()).isFalse();
            assertThat(dropped.after()).isEqualTo("0 dead letters");
            service.control().resumeJob("greet", ADA);
            service.await("people", RunState.DONE);
            assertThat(ledger.counts(run).ok()).isEqualTo(29);
            assertThat(ledger.counts(run).skipped()).isEqualTo(1);
        }
    }

    @Test
    void repliesAreCountedAndClearedInMemoryToo() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.drop("people", 4);
            service.await("people", RunState.DONE);
            assertThat(service.control().views().cache().replies()).isEqualTo(4);
            assertThat(service.control().clearCache(Selection.ALL, ADA).changed())
                    .isFalse();
            Files.delete(home.resolve("outbox/greet/people.run.json"));

            Done cleared = service.control().clearCache(Selection.ALL, ADA);

            assertThat(cleared.text()).startsWith("4 removed");
            assertThat(service.control().views().cache().replies()).isZero();
            assertThat(service.control().views().memory().entries()).isZero();
            assertThat(service.control().views().spent(Spend.By.JOB, Instant.EPOCH))
                    .singleElement()
                    .satisfies(spent -> assertThat(spent.group()).isEqualTo("greet"));
        }
    }

    @Test
    void levelsAreSetAndTakenBackAndNoneThatWouldLogKeys() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            assertThat(service.control().logLevel("io.cama.pace", "debug", ADA).after())
                    .isEqualTo("debug");
            assertThat(LogManager.getLogger("io.cama.pace").isDebugEnabled()).isTrue();
            service.control().logLevel("io.cama.pace", null, ADA);
            assertThat(LogManager.getLogger("io.cama.pace").isDebugEnabled()).isFalse();
            for (String logger : List.of("root", "org", "org.apache", "org.apache.hc.client5.http.wire")) {
                assertThatThrownBy(() -> service.control().logLevel(logger, "debug", ADA))
                        .as(logger)
                        .hasMessageContaining("could show keys");
            }
            assertThatThrownBy(() -> service.control().logLevel("io.cama", "loud", ADA))
                    .hasMessageContaining("is no level");
        }
    }

    @Test
    void whoDrainsIsToldAndTheProcessIsAskedToEnd() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        try (Service service = Service.in(home, "0ms")) {
            service.application().flow().door().onDrain(() -> asked.set(true));

            assertThat(service.control().drain(ADA).after()).isEqualTo("draining");

            assertThat(asked).isTrue();
        }
        assertThat(new AuditLog(home).entries()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.deed().who()).isEqualTo("ada");
            assertThat(entry.deed().way()).isEqualTo("api");
            assertThat(entry.deed().action()).isEqualTo("drain");
        });
    }

    @Test
    void whatIsReloadedIsWrittenDown() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            assertThat(service.control().reload(ADA)).isEmpty();
        }
        assertThat(new AuditLog(home).entries().get(1).deed().after()).isEqualTo("taken up");
    }
}
