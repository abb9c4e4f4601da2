package io.cama.flow.ask;

import io.cama.model.RunPaused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets one of several equal askings go ahead while the others wait for what it brings into the ledger. If it brings
 * nothing, the next one goes. Holds for all runs of this process.
 */
final class Flights {
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Map<String, CountDownLatch> inTheAir = new ConcurrentHashMap<>();

    /**
     * Waits until nobody else has entered with this key.
     *
     * @param cancelled asked at least every 100 ms
     * @throws RunPaused if {@code cancelled} turned true; then it has not entered
     */
    void enter(String key, BooleanSupplier cancelled) throws InterruptedException {
        CountDownLatch mine = new CountDownLatch(1);
        for (CountDownLatch other = inTheAir.putIfAbsent(key, mine);
                other != null;
                other = inTheAir.putIfAbsent(key, mine)) {
            if (cancelled.getAsBoolean()) {
                throw new RunPaused("the run paused while an equal request was under way");
            }
            other.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** To be called exactly once by whoever has entered. */
    void leave(String key) {
        CountDownLatch mine = inTheAir.remove(key);
        if (mine != null) {
            mine.countDown();
        }
    }
}
