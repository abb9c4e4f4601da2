package io.cama.ops.http.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How long a client may keep a thread reading or writing. A thread that is past its time is interrupted, which closes the
 * connection it waits for; between its begin and its end it does nothing else.
 */
public final class Deadlines implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;
    private volatile long latest;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "cama-http-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Watches from now on. */
    public Deadlines() {
        var unused = watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What a thread does with its client, and nothing else. */
    @FunctionalInterface
    public interface Dealing<T> {
        T deal() throws IOException;
    }

    /** A thread's dealing with its client. */
    final class Turn {
        private final Thread thread = Thread.currentThread();
        private final long begun = System.nanoTime();
        private final long most;
        private final BooleanSupplier pressed;
        private boolean over;

        private Turn(long most, BooleanSupplier pressed) {
            this.most = most;
            this.pressed = pressed;
        }

        private boolean isLate(long now) {
            long lasted = now - begun;
            return lasted > most || (ending && now - latest > 0) || (lasted > PATIENCE && pressed.getAsBoolean());
        }

        private synchronized void look(long now) {
            if (!over && isLate(now)) {
                over = true;
                thread.interrupt();
            }
        }

        /** The client has done its part; by the thread that began it. */
        void end() {
            turns.remove(this);
            synchronized (this) {
                if (over) {
                    Thread.interrupted(); // it was meant for this turn, not for what the thread does next
                }
                over = true;
            }
        }
    }

    /**
     * The calling thread deals with a client from now until the turn is ended, but no longer than this.
     *
     * @param pressed whether others wait, for whom the turn ends as soon as it has lasted half a second
     */
    Turn begin(Duration most, BooleanSupplier pressed) {
        Turn turn = new Turn(most.toNanos(), pressed);
        turns.add(turn);
        return turn;
    }

    /** Deals with a client within a time; past it, its connection is closed and the dealing fails. */
    public <T> T within(Duration most, Dealing<T> dealing) throws IOException {
        return within(most, () -> false, dealing);
    }

    /** The same for what is ended sooner where others wait. */
    <T> T within(Duration most, BooleanSupplier pressed, Dealing<T> dealing) throws IOException {
        Turn turn = begin(most, pressed);
        try {
            return dealing.deal();
        } finally {
            turn.end();
        }
    }

    /** No turn lasts longer than this from now on. */
    void endWithin(Duration rest) {
        latest = System.nanoTime() + rest.toNanos();
        ending = true;
    }

    private void look() {
        long now = System.nanoTime();
        turns.forEach(turn -> turn.look(now));
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
