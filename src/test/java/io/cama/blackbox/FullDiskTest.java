package io.cama.blackbox;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.flow.board.State;
import io.cama.llm.demo.DemoEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program on small disks that fill up in the middle of its work, and are emptied again. Needs the right to mount. */
@Tag("faults")
@Timeout(300)
class FullDiskTest {
    private static final int ROWS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path home;
    private Path outbox;
    private DemoEndpoint endpoint;
    private Process process;

    @BeforeEach
    void open() throws Exception {
        home = Files.createDirectories(folder.resolve("home"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=24m,nr_inodes=200", "tmpfs", home.toString());
        if (!mounted) {
            System.out.println("FullDiskTest: skipped, a tmpfs cannot be mounted here");
        }
        assumeTrue(mounted, "a tmpfs cannot be mounted here");
        outbox = Files.createDirectories(home.resolve("outbox"));
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", outbox.toString()))
                .isTrue();
        Files.createDirectories(home.resolve("config"));
        Files.writeString(
                home.resolve("config/cama.properties"),
                "cama.disk.reserve=0B\ncama.ledger.ballast=1MB\ncama.local.probe=1s\n");
        endpoint = DemoEndpoint.start(
                0, new DemoEndpoint.Settings(folder.resolve("calls.jsonl"), List.of(), Duration.ofMillis(20)));
    }

    @AfterEach
    void close() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        if (endpoint != null) {
            endpoint.close();
        }
        if (outbox != null) {
            run("umount", outbox.toString());
            run("umount", home.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void start() throws IOException {
        StringBuilder rows = new StringBuilder("number,term\n");
        for (int row = 1; row <= ROWS; row++) {
            rows.append(row).append(",term ").append(row).append('\n');
        }
        Path input = Files.writeString(folder.resolve("terms.csv"), rows);
        process = new Program(home, endpoint.baseUrl(), Program.LIGHT).process(input, "terms");
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("home.err"));
    }

    private boolean isHeldUp() throws IOException {
        return State.read(home).map(State::local).isPresent();
    }

    private void standsStill() {
        await().atMost(PATIENCE).until(this::isHeldUp);
        await().atMost(PATIENCE).until(() -> endpoint.calls() == callsInAWhile() && isHeldUp());
        assertThat(process.isAlive()).isTrue();
    }

    private long callsInAWhile() {
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        return endpoint.calls();
    }

    private void finishes() throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(said())
                .isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
        assertThat(endpoint.calls()).isEqualTo(2L * ROWS);
        JsonNode receipt = new ObjectMapper()
                .readTree(outbox.resolve("terms/terms.run.json").toFile());
        assertThat(receipt.path("possiblyPaidTwice").asLong()).isZero();
        assertThat(outbox.resolve("terms/terms.dead.jsonl")).doesNotExist();
        assertThat(Files.readAllLines(outbox.resolve("terms/terms.jsonl"))).hasSize(ROWS);
    }

    private void continuesWithinThirtySeconds() {
        long before = endpoint.calls();
        await().atMost(Duration.ofSeconds(30)).until(() -> endpoint.calls() > before);
    }

    private static void fill(Path place) throws IOException {
        try (OutputStream out = Files.newOutputStream(place.resolve("filler"), CREATE, APPEND)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Again and again, since the program gives up what room it has. */
    private void fillUntil(AtomicBoolean enough) {
        while (!enough.get()) {
            try {
                fill(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void aDiskThatIsFullInTheMiddleOfARunCostsNoRowNoReplyAndNoSecondCall() throws Exception {
        start();
        await().atMost(PATIENCE).until(() -> endpoint.calls() > 200);

        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> filler = CompletableFuture.runAsync(() -> fillUntil(enough));
        // The state cannot be written here, so the calls have to tell.
        await().atMost(PATIENCE).until(() -> endpoint.calls() == callsInAWhile());
        assertThat(endpoint.calls()).isLessThan(2L * ROWS);
        assertThat(process.isAlive()).isTrue();
        assertThat(home.resolve("work/ballast")).doesNotExist();
        enough.set(true);
        filler.join();
        Files.delete(home.resolve("filler"));

        continuesWithinThirtySeconds();
        finishes();
    }

    @Test
    void aFullOutboxIsWaitedForAndThenPublishedTo() throws Exception {
        fill(outbox);
        start();

        await().atMost(PATIENCE).until(this::isHeldUp);
        Files.delete(outbox.resolve("filler"));

        finishes();
    }

    @Test
    void anOutboxWithoutInodesIsWaitedFor() throws Exception {
        assertThat(run("mount", "-o", "remount,nr_inodes=2", outbox.toString())).isTrue();
        start();

        await().atMost(PATIENCE).until(this::isHeldUp);
        assertThat(run("mount", "-o", "remount,nr_inodes=100", outbox.toString()))
                .isTrue();

        finishes();
    }

    @Test
    void anOutboxThatBecomesReadOnlyIsWaitedFor() throws Exception {
        start();
        await().atMost(PATIENCE).until(() -> endpoint.calls() > 200);

        await().atMost(PATIENCE).until(() -> run("mount", "-o", "remount,ro", outbox.toString()));
        standsStill();
        assertThat(run("mount", "-o", "remount,rw", outbox.toString())).isTrue();

        finishes();
    }
}
