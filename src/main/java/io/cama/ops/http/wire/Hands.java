package io.cama.ops.http.wire;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the server: so many and no more, with a short queue. A connection beyond that is closed. The head of a
 * request has to arrive within a time, which ends when {@link #headIsHere()} is said, and sooner where others wait. Fewer
 * requests are worked on than heads are read, so that whoever sends half of one keeps nobody from work.
 */
public final class Hands implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);
    private static final int QUEUED_EACH = 16;
    private static final int HEADS_EACH = 4;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final ThreadPoolExecutor pool;
    private final Deadlines deadlines;
    private final Duration head;
    private final Semaphore free;
    private final Map<Thread, Deadlines.Turn> turns = new ConcurrentHashMap<>();

    /**
     * For so many requests at once.
     *
     * @param bounded how many more there may be of those that something else bounds
     * @param head for the request line and the headers
     */
    public Hands(int requests, int bounded, Duration head, Deadlines deadlines) {
        int threads = requests * HEADS_EACH + bounded;
        this.free = new Semaphore(requests);
        this.deadlines = deadlines;
        this.head = head;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(requests * QUEUED_EACH), work -> {
                    var thread = new Thread(work, "cama-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(() -> {
            turns.put(Thread.currentThread(), deadlines.begin(head, this::isPressed));
            try {
                work.run();
            } finally {
                headIsHere();
            }
        });
    }

    /** The request of the calling thread is understood. */
    public void headIsHere() {
        Deadlines.Turn now = turns.remove(Thread.currentThread());
        if (now != null) {
            now.end();
        }
    }

    /** Whether connections wait for a thread. */
    public boolean isPressed() {
        return !pool.getQueue().isEmpty();
    }

    /**
     * Works on a request when it is its turn.
     *
     * @throws Problem if that takes longer than a client waits
     */
    public <T> T work(Callable<T> work) throws Exception {
        if (!free.tryAcquire(head.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Problem(
                    503, "busy", "Too many requests are worked on (cama.api.threads).", Map.of("Retry-After", "5"));
        }
        try {
            return work.call();
        } finally {
            free.release();
        }
    }

    /** Takes no more, and waits some seconds for what is under way. It is not interrupted, but for its client's slowness. */
    @Override
    public void close() {
        pool.shutdown();
        deadlines.endWithin(LAST_WORDS);
        try {
            if (!pool.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Requests are still worked on {} s after the API was closed", LAST_WORK.toSeconds());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
