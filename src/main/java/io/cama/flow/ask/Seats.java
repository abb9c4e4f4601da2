package io.cama.flow.ask;

import io.cama.flow.attempt.Asking;
import io.cama.model.RunPaused;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets no more calls of one prompt go ahead at once than it says itself; the others wait on their items' threads. */
final class Seats {
    private static final long LOOK_AGAIN_MILLIS = 100;

    /** What has its own seats: versions of a prompt that say different numbers do not share them. */
    private record Row(String job, String prompt, int seats) {}

    private final Map<Row, Semaphore> rows = new ConcurrentHashMap<>();

    /**
     * Waits for a seat, where the prompt has only so many.
     *
     * @throws RunPaused if the run paused meanwhile; then it has none
     */
    void take(Asking asking) throws InterruptedException {
        int most = asking.waiting().atOnce();
        if (most == 0 || asking.waiting().isSeated()) {
            return;
        }
        Semaphore seats = row(asking, most);
        while (!seats.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            if (asking.active().isPaused()) {
                throw new RunPaused("the run paused while " + most + " other calls of the prompt were under way");
            }
        }
        asking.waiting().seated(true);
    }

    /** Gives the seat back, if there is one. */
    void leave(Asking asking) {
        if (asking.waiting().isSeated()) {
            asking.waiting().seated(false);
            row(asking, asking.waiting().atOnce()).release();
        }
    }

    private Semaphore row(Asking asking, int most) {
        return rows.computeIfAbsent(
                new Row(asking.active().job().name(), asking.name(), most), row -> new Semaphore(row.seats(), true));
    }
}
