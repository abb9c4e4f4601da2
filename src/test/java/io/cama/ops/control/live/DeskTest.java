package io.cama.ops.control.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Deed;
import io.cama.ops.audit.Entry;
import io.cama.ops.control.Action;
import io.cama.ops.control.By;
import io.cama.ops.control.By.Role;
import io.cama.ops.control.By.Way;
import io.cama.ops.control.Done;
import io.cama.ops.control.NotDone;
import io.cama.ops.control.NotDone.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");
    private static final Done RESUMED = new Done(Action.JOB_RESUME, "greet", "paused", "at work", true, "goes on");

    @TempDir
    private Path home;

    private Instant now = NOON;
    private AuditLog log;
    private Desk desk;

    @BeforeEach
    void openDesk() {
        log = new AuditLog(home);
        desk = new Desk(log, () -> now);
    }

    private static By viewer(String name) {
        return new By(name, Way.API, Role.VIEWER);
    }

    private void refuse(By by, String object) {
        assertThatThrownBy(() -> desk.require(Action.RUN_CANCEL, object, by)).isInstanceOf(NotDone.class);
    }

    private List<Deed> deeds() throws IOException {
        assertThat(log.verify().isWhole()).isTrue();
        return log.entries().stream().map(Entry::deed).toList();
    }

    @Test
    void whoIsRefusedAgainAndAgainIsOneLineAMinuteThatSaysHowOften() throws IOException {
        for (int i = 0; i < 40; i++) {
            refuse(viewer("eve"), "run" + i);
        }
        refuse(viewer("mallory"), "another");
        assertThat(deeds()).extracting(Deed::object).containsExactly("run0", "another");

        now = NOON.plus(Duration.ofMinutes(1));
        refuse(viewer("eve"), "later");

        assertThat(deeds()).extracting(Deed::object).containsExactly("run0", "another", "run39", "later");
        assertThat(deeds().get(2).who()).isEqualTo("eve");
        assertThat(deeds().get(2).outcome()).isEqualTo("refused: 39 more since " + NOON + ", this the last");
    }

    @Test
    void whatWasCountedIsWrittenWithTheNextDeedOfAnybodyOrAtTheEnd() throws IOException {
        refuse(viewer("eve"), "first");
        refuse(viewer("eve"), "second");
        now = NOON.plusSeconds(61);
        desk.act(Action.JOB_RESUME, "greet", By.local(Way.CLI), () -> RESUMED);
        assertThat(deeds()).extracting(Deed::object).containsExactly("first", "second", "greet", "greet");

        refuse(viewer("eve"), "third");
        refuse(viewer("eve"), "fourth");
        desk.finish();

        assertThat(deeds()).extracting(Deed::object).endsWith("third", "fourth");
    }

    @Test
    void whatIsDoneStandsInTheLogBeforeItIsDoneAndAgainWithWhatCameOfIt() throws IOException {
        List<Deed> before = new ArrayList<>();

        desk.act(Action.JOB_RESUME, "greet", By.local(Way.CLI), () -> {
            before.addAll(deeds());
            return RESUMED;
        });

        assertThat(before).singleElement().satisfies(deed -> {
            assertThat(deed.action()).isEqualTo("job.resume");
            assertThat(deed.object()).isEqualTo("greet");
            assertThat(deed.outcome()).isEqualTo(Deed.BEGUN);
        });
        assertThat(deeds()).extracting(Deed::outcome).containsExactly(Deed.BEGUN, "done");
    }

    @Test
    void nothingIsDoneWhereItCannotBeWrittenDown() throws IOException {
        Files.createDirectories(log.path());
        AtomicBoolean done = new AtomicBoolean();

        assertThatThrownBy(() -> desk.act(Action.JOB_RESUME, "greet", By.local(Way.CLI), () -> {
                    done.set(true);
                    return RESUMED;
                }))
                .hasMessageContaining("audit.jsonl")
                .isInstanceOfSatisfying(
                        NotDone.class, thrown -> assertThat(thrown.why()).isEqualTo(Why.TROUBLE));

        assertThat(done).isFalse();
    }

    @Test
    void manyWhoAreRefusedDoNotFillTheLogEither() throws IOException {
        for (int i = 0; i < 300; i++) {
            refuse(viewer("from " + i), "any");
        }

        assertThat(deeds()).hasSizeBetween(100, 110);
    }
}
