package io.cama.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    @TempDir
    private Path home;

    private AuditLog log;

    @BeforeEach
    void fiveLines() throws IOException {
        log = new AuditLog(home);
        for (int i = 1; i <= 5; i++) {
            log.add(deed("run" + i));
        }
    }

    private static Deed deed(String object) {
        return new Deed(
                Instant.parse("2026-01-01T00:00:00Z"),
                "ada",
                "cli",
                "admin",
                "run.pause",
                object,
                "RUNNING",
                "PAUSED \"for\" a\nwhile",
                "done");
    }

    private void add(String object) {
        try {
            new AuditLog(home).add(deed(object));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void write(List<String> lines) throws IOException {
        Files.write(log.path(), lines);
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(log.path()));
    }

    @Test
    void whatWasWrittenIsReadAsItWasAndTheChainIsWhole() throws IOException {
        assertThat(log.verify()).isEqualTo(new Chain(5, 0, 0, null));
        assertThat(log.entries()).hasSize(5).extracting(Entry::deed).first().isEqualTo(deed("run1"));
        assertThat(log.entries()).extracting(Entry::number).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void aChangedLineIsFound() throws IOException {
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("run3", "run9"));
        write(lines);

        assertThat(log.verify().brokenAt()).isEqualTo(3);
    }

    @Test
    void aChangedLineWhoseHashWasMadeAnewIsFoundByTheNext() throws IOException {
        List<String> lines = lines();
        Entry third = Entry.read(lines.get(2)).orElseThrow();
        lines.set(2, Entry.after(2, third.previous(), deed("run9")).line());
        write(lines);

        assertThat(log.verify().brokenAt()).isEqualTo(4);
    }

    @Test
    void aRemovedLineIsFound() throws IOException {
        List<String> lines = lines();
        lines.remove(1);
        write(lines);

        assertThat(log.verify().brokenAt()).isEqualTo(2);
    }

    @Test
    void linesRemovedAtTheEndAreFound() throws IOException {
        write(lines().subList(0, 4));

        Chain chain = log.verify();

        assertThat(chain.brokenAt()).isEqualTo(5);
        assertThat(chain.why()).contains("number 5", "missing");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void linesRemovedAtTheEndAreFoundHoweverManyAreWrittenAfterwards(int removed) throws IOException {
        write(lines().subList(0, 5 - removed));

        for (int later = 0; later <= removed + 1; later++) {
            assertThat(log.verify().brokenAt()).as(later + " later").isEqualTo(6 - removed);
            log.add(deed("later" + later));
        }

        assertThat(log.verify().brokenAt()).isEqualTo(6 - removed);
    }

    @Test
    void aLastLineThatWasMadeAnewIsFoundHoweverManyAreWrittenAfterwards() throws IOException {
        List<String> lines = lines();
        Entry fifth = Entry.read(lines.get(4)).orElseThrow();
        Entry other = Entry.after(4, fifth.previous(), deed("run9"));
        lines.set(4, other.line());
        lines.add(Entry.after(5, other.hash(), deed("run10")).line());
        write(lines);

        for (int later = 0; later < 3; later++) {
            assertThat(log.verify().isWhole()).as(later + " later").isFalse();
            log.add(deed("later" + later));
        }

        assertThat(log.verify().isWhole()).isFalse();
    }

    @Test
    void aFileThatIsGoneIsFoundWhileItsHeadIsThereAndNotWhenBothAre() throws IOException {
        Files.delete(log.path());
        assertThat(log.verify().isWhole()).isFalse();

        Files.delete(home.resolve("work/audit.head"));

        assertThat(log.verify()).as("what the page says").isEqualTo(new Chain(0, 0, 0, null));
    }

    @Test
    void swappedLinesAreFound() throws IOException {
        List<String> lines = lines();
        Collections.swap(lines, 1, 2);
        write(lines);

        assertThat(log.verify().brokenAt()).isEqualTo(2);
    }

    @Test
    void aLineThatWasMadeUnreadableIsNotTakenForOneThatACrashCutOff() throws IOException {
        List<String> lines = lines();
        lines.set(3, "{\"number\":4,\"at\"");
        write(lines);

        assertThat(log.verify().brokenAt()).isEqualTo(4);
    }

    @Test
    void whatACrashCutOffIsSaidAndTheChainGoesOnBehindIt() throws IOException {
        Files.writeString(log.path(), "{\"number\":6,\"at\":\"2026-0", StandardOpenOption.APPEND);
        assertThat(log.verify()).isEqualTo(new Chain(5, 1, 0, null));

        log.add(deed("run6"));

        assertThat(log.verify()).isEqualTo(new Chain(6, 1, 0, null));
    }

    @Test
    void aCrashBeforeTheHeadWasWrittenBreaksNothing() throws IOException {
        byte[] head = Files.readAllBytes(home.resolve("work/audit.head"));
        log.add(deed("run6"));
        Files.write(home.resolve("work/audit.head"), head);

        assertThat(log.verify().isWhole()).isTrue();
    }

    @Test
    void manyWhoWriteAtOnceMakeOneChain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        IntStream.range(0, 20).forEach(i -> threads.execute(() -> add("many" + i)));
        threads.shutdown();

        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log.verify()).isEqualTo(new Chain(25, 0, 0, null));
    }

    @Test
    void aThreadThatIsInterruptedWritesItsLineWholeAndStaysInterrupted() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread writes = Thread.currentThread();
        Thread interrupts = new Thread(() -> {
            while (over.getCount() > 0) {
                writes.interrupt();
            }
        });
        boolean stayed;
        try {
            Thread.currentThread().interrupt();
            log.add(deed("interrupted before"));
            interrupts.start();
            for (int i = 0; i < 20; i++) {
                log.add(deed("interrupted meanwhile " + i));
            }
        } finally {
            stayed = Thread.interrupted();
            over.countDown();
            while (interrupts.isAlive()) {
                Thread.interrupted();
            }
            Thread.interrupted();
        }

        assertThat(stayed).isTrue();
        assertThat(log.entries()).hasSize(26);
        assertThat(log.verify().isWhole()).isTrue();
    }
}
