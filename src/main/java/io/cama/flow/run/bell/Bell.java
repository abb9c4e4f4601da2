package io.cama.flow.run.bell;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Wakes those who wait for a time that may be cut short. */
public final class Bell {
    /** Has all who wait look whether they still need to. */
    public synchronized void ring() {
        notifyAll();
    }

    /** Waits, but no longer than it is needed. */
    public synchronized void await(Duration time, BooleanSupplier needed) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = end - System.nanoTime(); left > 0 && needed.getAsBoolean(); left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }
}
