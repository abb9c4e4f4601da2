package io.cama.ops.http.stream;

import io.cama.flow.event.Event;
import io.cama.ops.http.wire.Problem;
import io.cama.ops.http.wire.Reply;
import io.cama.ops.http.wire.Writing;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients that follow: so many, each on a thread that is none of the server's. */
public final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private final Recent recent;
    private final int most;
    private final Semaphore free;
    private final Duration heartbeat;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "cama-http-stream");
        thread.setDaemon(true);
        return thread;
    });

    /** @param heartbeat how long nothing is said at most */
    public Streams(Recent recent, int most, Duration heartbeat) {
        this.recent = recent;
        this.most = most;
        this.free = new Semaphore(most);
        this.heartbeat = heartbeat;
    }

    /**
     * A reply that goes on with what is wanted of what happens.
     *
     * @param lastId the id of the last event that the client has got, or empty
     * @param snapshot how everything is, for whoever begins
     * @throws Problem if there are too many
     */
    public Reply open(String lastId, Predicate<Event> wanted, Supplier<Map<String, Object>> snapshot) {
        if (free.availablePermits() == 0) {
            throw tooMany();
        }
        Follower follower = new Follower(recent, wanted, snapshot, heartbeat, ended);
        return Reply.stream("text/event-stream; charset=utf-8", writing -> take(writing, follower, lastId));
    }

    private Problem tooMany() {
        return new Problem(
                503,
                "too-many-streams",
                most + " clients follow already (cama.api.streams); ask again when one has left.",
                Map.of("Retry-After", "15"));
    }

    private void take(Writing writing, Follower follower, String lastId) {
        if (!free.tryAcquire()) {
            writing.close();
            return;
        }
        recent.join();
        threads.execute(() -> follow(writing, follower, lastId));
    }

    private void follow(Writing writing, Follower follower, String lastId) {
        try (writing) {
            follower.follow(writing, lastId);
        } catch (IOException gone) {
            LOG.debug("A client follows no more: {}", gone.toString());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unexpected) {
            LOG.warn("A client cannot be told any more: {}", unexpected.toString());
        } finally {
            recent.leave();
            free.release();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        threads.shutdown();
    }
}
