package io.cama.flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cama.config.Settings;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Failure;
import io.cama.model.LocalFault;
import io.cama.model.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
    private static final Failure FULL =
            Failure.of(Reason.LOCAL_RESOURCE, "cannot publish x: IOException: No space left on device");

    @TempDir
    private Path home;

    private final List<Instant> firm = new ArrayList<>();
    private final Collection<Path> outboxes = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = SqliteLedger.open(home.resolve("work/ledger.db"), Clock.systemUTC(), GroupCommit.DEFAULT);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Ground ground(String... sets) {
        Map<String, String> settings = new HashMap<>(
                Map.of("cama.disk.reserve", "0B", "cama.ledger.ballast", "0B", "cama.local.probe", "10s"));
        for (int i = 0; i < sets.length; i += 2) {
            settings.put(sets[i], sets[i + 1]);
        }
        return new Grounds(Settings.load(home, List.of(), Map.of(), settings), home, ledger, () -> now)
                .ground(false, () -> outboxes, firm::add);
    }

    @Test
    void whatPausesJustAsTheFaultIsFoundToHavePassedGoesOnAtTheNextProbe() {
        List<Ground> here = new ArrayList<>();
        Settings settings = Settings.load(
                home,
                List.of(),
                Map.of(),
                Map.of("cama.disk.reserve", "0B", "cama.ledger.ballast", "0B", "cama.local.probe", "10s"));
        here.add(new Grounds(settings, home, ledger, () -> now).ground(false, () -> outboxes, at -> {
            firm.add(at);
            if (firm.size() == 1) {
                here.get(0).gaveWay(FULL);
            }
        }));
        here.get(0).gaveWay(FULL);

        here.get(0).probe();
        here.get(0).probe();

        assertThat(firm).hasSize(2);
    }

    @Test
    void aFaultStopsCallsUntilAProbeFindsThatItHasPassed() {
        Ground ground = ground();
        ground.require();

        ground.gaveWay(FULL);
        now = now.plusSeconds(30);

        assertThat(ground.isFirm()).isFalse();
        assertThat(ground.shakyFor()).isEqualTo(Duration.ofSeconds(30));
        assertThatThrownBy(ground::require).isInstanceOf(LocalFault.class).hasMessageContaining("No space left");

        ground.probe();

        ground.require();
        assertThat(ground.shakyFor()).isZero();
        assertThat(firm).containsExactly(now);
    }

    @Test
    void aFaultThatComesBackAtOnceHasNeverBeenGone() {
        Ground ground = ground();
        ground.gaveWay(FULL);
        now = now.plusSeconds(60);
        ground.probe();
        now = now.plusSeconds(1);
        ground.gaveWay(FULL);

        assertThat(ground.shakyFor()).isEqualTo(Duration.ofSeconds(61));

        ground.probe();
        now = now.plusSeconds(30);
        ground.probe();
        ground.gaveWay(FULL);

        assertThat(ground.shakyFor()).isZero();
    }

    @Test
    void aFaultOfAnotherKindIsNotTakenNoticeOf() {
        Ground ground = ground();

        ground.gaveWay(Failure.of(Reason.AUTH, "no key"));

        assertThat(ground.isFirm()).isTrue();
    }

    @Test
    void aFaultHoldsWhileTheLedgerCannotTakeWhatGoesOn() {
        Ground[] ground = new Ground[1];
        AtomicInteger refusals = new AtomicInteger(1);
        Settings settings = Settings.load(
                home, List.of(), Map.of(), Map.of("cama.disk.reserve", "0B", "cama.ledger.ballast", "0B"));
        ground[0] = new Grounds(settings, home, ledger, () -> now).ground(false, List::of, at -> {
            if (refusals.getAndDecrement() > 0) {
                throw new LocalFault(Failure.of(Reason.LEDGER, "still full"));
            }
        });
        ground[0].gaveWay(FULL);

        ground[0].probe();
        assertThat(ground[0].isFirm()).isFalse();
        ground[0].probe();
        assertThat(ground[0].isFirm()).isTrue();
    }

    @Test
    void lessRoomThanIsToStayFreeStopsTheNextCall() {
        Ground ground = ground("cama.disk.reserve", "1000GB", "cama.ledger.ballast", "1MB");

        ground.probe();

        assertThat(ground.trouble().orElseThrow().failure().message())
                .contains("cama.disk.reserve", home.resolve("work").toString());
        assertThat(home.resolve("work/ballast")).doesNotExist();
    }

    @Test
    void theBallastIsGivenUpWhenTheDiskIsFullAndMadeAgainWhenThereIsRoom() {
        Ground ground = ground("cama.ledger.ballast", "3MB");
        Path ballast = home.resolve("work/ballast");
        ground.probe();
        assertThat(ballast).hasSize(3 << 20);

        ground.gaveWay(Failure.of(Reason.LEDGER, "ledger x: [SQLITE_FULL] database or disk is full"));
        assertThat(ballast).doesNotExist();

        ground.probe();
        assertThat(ballast).hasSize(3 << 20);
    }

    @Test
    void aBallastThatCannotBeMadeIsDoneWithout() throws IOException {
        Files.createDirectories(home.resolve("work/ballast/taken"));
        Ground ground = ground("cama.ledger.ballast", "1MB");

        ground.probe();

        assertThat(ground.isFirm()).isTrue();
        assertThat(home.resolve("work/ballast/taken")).exists();
    }

    @Test
    void anOutboxInUseThatCannotBeWrittenToIsFound() throws IOException {
        Path outbox = Files.writeString(home.resolve("outbox"), "a file");
        outboxes.add(outbox);
        Ground ground = ground();

        ground.probe();
        assertThat(ground.trouble().orElseThrow().failure().message()).contains("cannot write in " + outbox);

        Files.delete(outbox);
        ground.probe();
        assertThat(ground.isFirm()).isTrue();
        assertThat(outbox).isEmptyDirectory();
    }

    @Test
    void anotherFileInTheLedgersPlaceIsNotTakenForIt() throws IOException {
        Ground ground = ground();
        Path file = home.resolve("work/ledger.db");
        Files.move(file, home.resolve("aside.db"));
        Files.copy(home.resolve("aside.db"), file);

        ground.probe();
        assertThat(ground.trouble().orElseThrow().failure().reason()).isEqualTo(Reason.LEDGER);

        Files.delete(file);
        Files.move(home.resolve("aside.db"), file);
        ground.probe();
        assertThat(ground.isFirm()).isTrue();
    }

    @Test
    void oneFileThatCannotBeReadIsNoFaultOfTheMachine() {
        Ground ground = ground();

        assertThat(ground.doubt(
                        new FileSystemException(home.resolve("inbox/x.csv").toString(), null, "not yours")))
                .isFalse();
        assertThat(ground.isFirm()).isTrue();
    }

    @Test
    void theFolderThatWasFullIsLookedAtAgain() throws IOException {
        Path place = home.resolve("elsewhere");
        Files.writeString(place, "in the way");
        Ground ground = ground();

        assertThat(ground.doubt(
                        new FileSystemException(place.resolve("x").toString(), null, "No space left on device")))
                .isTrue();
        ground.probe();
        assertThat(ground.isFirm()).isFalse();

        Files.delete(place);
        ground.probe();
        assertThat(ground.isFirm()).isTrue();
    }

    @Test
    void whatMustNotBeLostIsWrittenAgainUntilItIsTaken() throws Exception {
        Ground ground = ground("cama.local.probe", "10ms");
        AtomicInteger tries = new AtomicInteger();

        ground.insist(() -> {
            if (tries.incrementAndGet() < 4) {
                throw new LocalFault(FULL);
            }
        });

        assertThat(tries).hasValue(4);
        assertThat(ground.isFirm()).isFalse();
    }

    @Test
    void aStopEndsTheInsisting() {
        Ground ground = ground("cama.local.probe", "30s");
        AtomicInteger tries = new AtomicInteger();
        CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> {
            try {
                ground.insist(() -> {
                    tries.incrementAndGet();
                    throw new LocalFault(FULL);
                });
                return new AssertionError("it was taken");
            } catch (LocalFault | InterruptedException given) {
                return given;
            }
        });
        await().until(() -> tries.get() == 2);

        ground.stop();

        assertThat(ended.join()).isInstanceOf(LocalFault.class);
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatTheMachineLacksIsTold() {
        assertThat(LocalCause.of(new IllegalStateException(new IOException("No space left on device"))))
                .isPresent();
        assertThat(LocalCause.of(new IOException("x: Too many open files"))).isPresent();
        assertThat(LocalCause.of(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .isPresent();
        assertThat(LocalCause.of(new IOException("Connection reset"))).isEmpty();
        assertThat(LocalCause.of(null)).isEmpty();
        assertThat(LocalCause.ofOurOwnFiles(new IOException("Input/output error")))
                .isPresent();
        assertThat(LocalCause.isWhy("LEDGER: gone")).isTrue();
        assertThat(LocalCause.isWhy("AUTH: no key")).isFalse();
        assertThat(LocalCause.isWhy(null)).isFalse();
    }
}
