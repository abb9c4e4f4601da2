package io.cama.cli.follow;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether the process has been told to end (Ctrl-C, SIGTERM). What must be made safe runs before the
 * process ends; whoever waits here is woken at once and leaves without another word.
 */
public final class Interruption implements AutoCloseable {
    private final CountDownLatch came = new CountDownLatch(1);
    private final Runnable makeSafe;
    private final Thread hook;

    /** @param makeSafe runs once, on another thread, when the process is told to end */
    public Interruption(Runnable makeSafe) {
        this.makeSafe = makeSafe;
        this.hook = new Thread(this::signal, "cama-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The process is told to end. */
    void signal() {
        came.countDown();
        makeSafe.run();
    }

    public boolean came() {
        return came.getCount() == 0;
    }

    /** Waits, but no longer than the process goes on; says whether it was told to end. */
    public boolean await(Duration time) {
        try {
            return came.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** From now on the end of the process is an ordinary one. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            came.countDown();
        }
    }
}
