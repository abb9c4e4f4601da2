package io.cama.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.faults.check.Judgement;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The machine fails the program in the middle of a run and recovers: no dead letter comes of it, no reply is lost, and
 * work goes on. {@code -Dcama.faults.seconds=3} makes it short.
 */
@Tag("faults")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class LocalFaultTest {
    private static final Duration LONG = Duration.ofSeconds(Integer.getInteger("cama.faults.seconds", 60));

    /** How soon work goes on when the fault has passed. */
    private static final Duration SOON = Duration.ofSeconds(30);

    /** More than the loader reads ahead, so that rows are still being loaded while the fault lasts. */
    private static final int ROWS = 2_400;

    /** Calls after which the fault comes: when the first rows that were loaded are used up, and the next are due. */
    private static final int BEGUN = 495;

    private static final int MEGABYTES = 64;

    @TempDir
    private Path folder;

    @BeforeAll
    static void mounts() {
        Needs.mounts("full, read-only and vanished folders");
    }

    /** {@code outbox} is full until the work is done, the others while it is being done. */
    @ParameterizedTest
    @ValueSource(strings = {"work", "ledger", "outbox"})
    void aFullDiskLosesAndBuriesNothing(String place) throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path mounted = place.equals("ledger") ? folder.resolve("ledger") : home.resolve(place);
        try (Disk disk = Disk.memory(mounted, MEGABYTES);
                Rig rig = rig(home, 20)) {
            Launch launch = place.equals("ledger")
                    ? onSmallDisks()
                            .set(
                                    "cama.ledger.file",
                                    mounted.resolve("ledger.db").toString())
                    : onSmallDisks();
            Process process = rig.process(launch);
            assertThat(rig.awaitCalls(process, BEGUN)).as(rig.told()).isTrue();
            Closeable filler = disk.fill();
            try {
                stays(rig, process);
            } finally {
                filler.close();
            }
            long before = rig.endpoint().calls();
            if (!place.equals("outbox")) {
                await().atMost(SOON).until(() -> rig.endpoint().calls() > before || !process.isAlive());
            }

            assertThat(rig.ended(process)).as(rig.told()).isZero();
            sound(rig.judge(0));
        }
    }

    @Test
    void aReadOnlyOutboxLosesAndBuriesNothing() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        try (Disk disk = Disk.memory(home.resolve("outbox"), MEGABYTES);
                Rig rig = rig(home, 20)) {
            Process process = rig.process(onSmallDisks());
            assertThat(rig.awaitCalls(process, BEGUN)).as(rig.told()).isTrue();
            disk.readOnly(true);
            stays(rig, process);
            disk.readOnly(false);

            assertThat(rig.ended(process)).as(rig.told()).isZero();
            sound(rig.judge(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inbox", "work", "outbox"})
    void aFolderThatVanishesAndComesBackLosesAndBuriesNothing(String place) throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path drop = Files.createDirectories(home.resolve("inbox/terms"));
        Files.createDirectories(home.resolve("outbox/terms"));
        try (Rig rig = rig(home, 20)) {
            Files.copy(folder.resolve("terms.csv"), drop.resolve("terms.csv"));
            Process process = rig.start(onSmallDisks(), List.of("run"));
            assertThat(rig.awaitCalls(process, BEGUN)).as(rig.told()).isTrue();
            Files.move(home.resolve(place), home.resolve("gone"));
            stays(rig, process);
            back(home, place);
            published(rig, process);

            sound(rig.judgeDropped(outputs(rig), 0));
        }
    }

    /** An outbox that is gone is made anew, and what is published before the old one is back stays in the new one. */
    private static Path outputs(Rig rig) {
        Path meanwhile = rig.home().resolve("meanwhile/terms");
        return Files.exists(meanwhile.resolve("terms.run.json")) ? meanwhile : rig.outbox();
    }

    /** What the program has made in the meantime under the folder's name goes aside, as a mount would hide it. */
    private static void back(Path home, String place) throws IOException {
        if (Files.exists(home.resolve(place))) {
            Files.move(home.resolve(place), home.resolve("meanwhile"));
        }
        Files.move(home.resolve("gone"), home.resolve(place));
    }

    /** As long as the fault lasts, the process lives. */
    private static void stays(Rig rig, Process process) throws Exception {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS))
                .as("ended while the fault lasted: " + rig.told())
                .isFalse();
    }

    private static void published(Rig rig, Process process) throws Exception {
        await().atMost(SOON.plus(Rig.PATIENCE)).until(() -> !process.isAlive() || isPublished(rig));
        process.destroy();
        rig.ended(process);
    }

    private static boolean isPublished(Rig rig) {
        return Files.exists(outputs(rig).resolve("terms.run.json"))
                && Files.exists(rig.home().resolve("done/terms/terms.csv"));
    }

    private static void sound(Judgement judgement) {
        assertThat(judgement.faults()).as(judgement.line()).isEmpty();
        assertThat(judgement.results()).isEqualTo(ROWS);
        assertThat(judgement.repeated()).isZero();
    }

    private Rig rig(Path home, int latency) throws IOException {
        Path input = Rig.rows(folder.resolve("terms.csv"), "term", ROWS);
        return new Rig(folder, home, "terms", input, Endpoint.here(folder.resolve("calls.jsonl"), latency));
    }

    private static Launch onSmallDisks() {
        return Launch.PLAIN
                .set("cama.disk.reserve", "8MB")
                .set("cama.ledger.ballast", "2MB")
                .set("cama.local.probe", "1s")
                .set("cama.inbox.min-age", "100ms")
                .set("cama.inbox.poll", "100ms");
    }
}
