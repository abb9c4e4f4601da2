package io.cama.ledger.sqlite.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cama.ledger.sqlite.store.Session.Work;
import io.cama.model.LocalFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    Path file;
    Database database;
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("ledger.db");
        database = Database.open(file, GroupCommit.DEFAULT, Schema.CURRENT);
        database.write(s -> s.update("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofSeveralWritesOnlyTheGuiltyOneFails() {
        inOneBatch(
                add(1),
                add(2),
                s -> {
                    add(3).run(s);
                    throw new IllegalStateException("guilty");
                },
                s -> s.update("INSERT INTO nowhere VALUES (1)"),
                add(4));
        assertThat(notes()).containsExactly(1L, 2L, 4L);
        assertThat(failures)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrder(IllegalStateException.class, LocalFault.class);
    }

    @Test
    void whoGivesMoreThanTheDiskTakesHasToWait() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        database.writeLater("a slow write", heldUpBy(disk));
        Thread hasty = new Thread(() -> {
            for (int i = 1; i <= 10_000; i++) {
                database.writeLater("a note", add(i));
            }
        });
        hasty.start();
        await().until(() -> hasty.getState() == Thread.State.WAITING);
        disk.countDown();
        hasty.join();
        database.write(s -> 0);
        assertThat(notes()).hasSize(10_000);
    }

    @Test
    void whatIsWaitingSharesATransaction() {
        List<Long> transactions = Collections.synchronizedList(new ArrayList<>());
        Work<Integer> watch = s -> {
            transactions.add(
                    s.first("SELECT count(*) FROM note", row -> row.getLong(1)).orElse(0L));
            return s.update("INSERT INTO note (text) VALUES ('x')");
        };
        inOneBatch(watch, watch, watch, s -> {
            assertThat(notes()).isEmpty();
            return 0;
        });
        assertThat(transactions).containsExactly(0L, 1L, 2L);
        assertThat(failures).isEmpty();
    }

    @Test
    void aFullDiskIsALocalFaultAndLaterWritesWorkAgain() {
        pages(60);
        Work<Integer> large = s -> s.update("INSERT INTO note (text) VALUES (?)", "x".repeat(1_000_000));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> database.write(large))
                    .isInstanceOf(LocalFault.class)
                    .hasMessageContaining("LEDGER")
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("full");
        }
        database.write(add(7));
        assertThat(notes()).containsExactly(7L);
        pages(1_000_000);
        database.write(large);
        assertThat(notes()).hasSize(2);
    }

    @Test
    void aReadThatFailsIsALocalFaultAndLaterReadsWork() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> database.read(s -> s.all("SELECT x FROM nowhere", row -> 1)))
                    .isInstanceOf(LocalFault.class);
        }
        assertThat(notes()).isEmpty();
    }

    @Test
    void closingWritesWhatIsQueued() {
        for (int id = 1; id <= 500; id++) {
            database.writeLater("a note", add(id));
        }
        database.close();
        database = Database.open(file, GroupCommit.DEFAULT, Schema.CURRENT);
        assertThat(notes()).hasSize(500);
    }

    @Test
    void aWriteIsDurableEvenIfItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        database.write(add(1));
        assertThat(notes()).containsExactly(1L);
        database.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLingeringWriterLosesNothing() {
        database.close();
        database = Database.open(file, new GroupCommit(3, Duration.ofMillis(2)), Schema.CURRENT);
        for (int id = 1; id <= 10; id++) {
            database.writeLater("a note", add(id));
        }
        database.write(add(11));
        assertThat(notes()).hasSize(11);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new GroupCommit(0, Duration.ZERO)).hasMessageContaining("was 0");
        assertThatThrownBy(() -> new GroupCommit(1, Duration.ofSeconds(2))).hasMessageContaining("was PT2S");
        assertThatThrownBy(() -> new GroupCommit(1, Duration.ofMillis(-1))).hasMessageContaining("linger");
    }

    /** Holds the writer up until all of the work is queued. */
    @SafeVarargs
    private void inOneBatch(Work<Integer>... works) {
        CountDownLatch queued = new CountDownLatch(1);
        database.writeLater("nothing", heldUpBy(queued));
        List<Thread> threads = new ArrayList<>();
        for (Work<Integer> work : works) {
            Thread thread = new Thread(() -> database.write(work));
            thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
            await().until(() -> thread.getState() == Thread.State.WAITING);
        }
        queued.countDown();
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private static Work<Integer> heldUpBy(CountDownLatch latch) {
        return s -> {
            try {
                latch.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            return 0;
        };
    }

    private void pages(int most) {
        database.write(s -> s.first("PRAGMA max_page_count = " + most, row -> row.getInt(1)));
    }

    private static Work<Integer> add(long id) {
        return s -> s.update("INSERT INTO note (id, text) VALUES (?, 'x')", id);
    }

    private List<Long> notes() {
        return database.read(s -> s.all("SELECT id FROM note ORDER BY id", row -> row.getLong(1)));
    }
}
