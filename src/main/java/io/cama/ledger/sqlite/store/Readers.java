package io.cama.ledger.sqlite.store;

import io.cama.ledger.look.Pulse.Store;
import io.cama.ledger.sqlite.store.Session.Work;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** The connections that read. A read sees all that was durable when it began. */
final class Readers implements AutoCloseable {
    private final Path file;
    private final int size;
    private final Semaphore free;
    private final Deque<Session> idle;
    private final LongAdder taken = new LongAdder();
    private final long opened = System.nanoTime();

    Readers(Path file, List<Session> sessions) {
        this.file = file;
        size = sessions.size();
        free = new Semaphore(size);
        idle = new ConcurrentLinkedDeque<>(sessions);
    }

    /** Reads on a connection of its own, waiting for one if all are taken. */
    <T> T read(Work<T> work) {
        free.acquireUninterruptibly();
        taken.increment();
        try {
            Session session = idle.pollFirst();
            if (session == null) {
                throw Session.fault(file, "closed, the program is stopping");
            }
            try {
                return work.run(session);
            } catch (SQLException failure) {
                throw Session.fault(file, String.valueOf(failure.getMessage()));
            } finally {
                idle.addFirst(session);
            }
        } finally {
            free.release();
        }
    }

    Store stats(Writer.Done done) {
        int inUse = size - free.availablePermits();
        long checkouts = taken.sum();
        return new Store(
                done.commits(),
                done.writes(),
                done.queued(),
                size,
                inUse,
                free.getQueueLength(),
                checkouts,
                Math.max(0, checkouts - inUse),
                Duration.ofNanos(System.nanoTime() - opened));
    }

    /** Reads page by page: each is what comes above the position of the last row before, from 0, until one is empty. */
    <T> Iterator<T> pages(LongFunction<Work<List<T>>> pageAfter, ToLongFunction<T> position) {
        return new Pages<>(pageAfter, position);
    }

    /** Waits for the reads under way and closes the connections. */
    @Override
    public void close() throws SQLException {
        free.acquireUninterruptibly(size);
        try {
            for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
                session.close();
            }
        } finally {
            free.release(size);
        }
    }

    /** More rows than memory should hold, fetched as they are consumed. For one thread. */
    private final class Pages<T> implements Iterator<T> {
        private final LongFunction<Work<List<T>>> pageAfter;
        private final ToLongFunction<T> position;
        private Iterator<T> page = List.<T>of().iterator();
        private long last;

        Pages(LongFunction<Work<List<T>>> pageAfter, ToLongFunction<T> position) {
            this.pageAfter = pageAfter;
            this.position = position;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext()) {
                page = read(pageAfter.apply(last)).iterator();
            }
            return page.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there is nothing after position " + last);
            }
            T next = page.next();
            last = position.applyAsLong(next);
            return next;
        }
    }
}
