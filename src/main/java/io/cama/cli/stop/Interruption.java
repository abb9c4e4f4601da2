package io.cama.cli.stop;

import io.cama.cli.shell.Exit;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the process has been told to end: by a signal, or by {@code cama drain}. Whoever waits here is woken at once
 * and makes safe what there is; a second signal ends the process on the spot.
 */
public final class Interruption implements AutoCloseable {
    private static final int NOT_TOLD = -1;

    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger code = new AtomicInteger(NOT_TOLD);
    private final Runnable onTold;
    private final IntConsumer halt;
    private final @Nullable Signals signals;
    private final Thread hook = new Thread(this::outsideSignals, "cama-stop");

    /** @param onTold runs once, on another thread, when the process is told to end */
    public Interruption(Runnable onTold) {
        this(onTold, Runtime.getRuntime()::halt);
    }

    Interruption(Runnable onTold, IntConsumer halt) {
        this.onTold = onTold;
        this.halt = halt;
        this.signals = listen();
        if (signals == null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    private @Nullable Signals listen() {
        try {
            return Signals.listen(this::signal);
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    /** The process is told to end by a signal; by a second one to end at once, which it says. */
    public void signal(Signal signal) {
        if (!tell(signal.exit())) {
            System.err.println("Ended at once. Nothing is lost; calls that were in flight may be paid for twice.");
            System.err.flush();
            halt.accept(Exit.LATER);
        }
    }

    /** The process is told to end by a person's command. */
    public void drain() {
        tell(Exit.OK);
    }

    /** Java ends by itself where it leaves no signals to us; it waits for this thread. */
    private void outsideSignals() {
        tell(Signal.TERM.exit());
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tell(int exit) {
        boolean first = code.compareAndSet(NOT_TOLD, exit);
        if (first) {
            came.countDown();
            onTold.run();
        }
        return first;
    }

    public boolean came() {
        return came.getCount() == 0;
    }

    /** The exit code of a process that was told to end and did with nothing cut off; 0 as long as it was not told. */
    public int exit() {
        return Math.max(Exit.OK, code.get());
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

    /** Ends the process after that time, unless this is closed before: what hangs must not keep it from ending. */
    public void endWithin(Duration time) {
        Thread deadline = new Thread(
                () -> {
                    try {
                        if (!over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                            halt.accept(Exit.LATER);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "cama-deadline");
        deadline.setDaemon(true);
        deadline.start();
    }

    /** From now on the end of the process is an ordinary one. */
    @Override
    public void close() {
        over.countDown();
        if (signals != null) {
            signals.close();
        } else {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            came.countDown();
        }
    }
}
