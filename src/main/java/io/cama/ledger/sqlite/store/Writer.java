package io.cama.ledger.sqlite.store;

import io.cama.ledger.sqlite.store.Session.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The one thread that writes. Writes are taken in the order given and several of them share a transaction; if one of
 * these fails, each is tried in a transaction of its own, so that only the guilty one fails.
 */
final class Writer implements AutoCloseable {
    /** Who gives more than this to be written later waits. */
    private static final int MOST_QUEUED = 4_096;

    private static final Entry<?> STOP = new Entry<>(session -> 0, new CompletableFuture<>());

    private record Entry<T>(Work<T> work, CompletableFuture<T> done) {
        Runnable perform(Session session) throws SQLException {
            T result = work.run(session);
            return () -> done.complete(result);
        }
    }

    private final Path file;
    private final Session session;
    private final GroupCommit settings;
    private final Thread thread;
    private final BlockingQueue<Entry<?>> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_QUEUED);
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private boolean closed;

    /** What has been written so far, and what waits to be. */
    record Done(long commits, long writes, long queued) {
        static final Done NOTHING = new Done(0, 0, 0);
    }

    Writer(Path file, Session session, GroupCommit settings) {
        this.file = file;
        this.session = session;
        this.settings = settings;
        thread = new Thread(this::work, "cama-ledger-writer");
        thread.setDaemon(true);
    }

    Writer start() {
        thread.start();
        return this;
    }

    /** Queues a write; the future completes when it is durable, with a fault if it cannot be. */
    <T> CompletableFuture<T> submit(Work<T> work) {
        Entry<T> entry = new Entry<>(work, new CompletableFuture<>());
        room.acquireUninterruptibly();
        synchronized (queue) {
            if (closed) {
                room.release();
                throw Session.fault(file, "closed, the program is stopping");
            }
            queue.add(entry);
        }
        return entry.done;
    }

    Done done() {
        return new Done(commits.sum(), writes.sum(), queue.size());
    }

    private void work() {
        List<Entry<?>> batch = new ArrayList<>(settings.maxBatch());
        boolean open = true;
        while (open) {
            fill(batch);
            open = !batch.remove(STOP);
            commit(batch);
            room.release(batch.size());
            batch.clear();
        }
    }

    private void fill(List<Entry<?>> batch) {
        try {
            batch.add(queue.take());
            queue.drainTo(batch, settings.maxBatch() - 1);
            long end = System.nanoTime() + settings.linger().toNanos();
            while (!settings.linger().isZero() && batch.size() < settings.maxBatch()) {
                Entry<?> next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return;
                }
                batch.add(next);
            }
        } catch (InterruptedException stray) {
            // Nobody has a reason to interrupt this thread; what has been taken is written and it goes on.
        }
    }

    private void commit(List<Entry<?>> batch) {
        try {
            session.begin();
        } catch (SQLException refused) {
            session.rollback();
            batch.forEach(entry -> entry.done.completeExceptionally(fault(refused)));
            return;
        }
        List<Runnable> answers = new ArrayList<>(batch.size());
        try {
            for (Entry<?> entry : batch) {
                answers.add(entry.perform(session));
            }
            session.commit();
            commits.increment();
            writes.add(batch.size());
        } catch (SQLException | RuntimeException | Error failure) {
            session.rollback();
            if (batch.size() == 1) {
                batch.get(0).done.completeExceptionally(fault(failure));
            } else {
                batch.forEach(entry -> commit(List.of(entry)));
            }
            return;
        }
        answers.forEach(Runnable::run);
    }

    private Throwable fault(Throwable failure) {
        return failure instanceof SQLException ? Session.fault(file, String.valueOf(failure.getMessage())) : failure;
    }

    /** Writes what is queued and ends the thread. */
    @Override
    public void close() throws SQLException {
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(STOP);
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        session.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
