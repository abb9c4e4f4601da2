package io.cama.flow.local;

import io.cama.ledger.Ledger;
import io.cama.model.Failure;
import io.cama.model.ItemRef;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.RunPaused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one item from killing the process for ever. An item that was at work at several deaths of the process becomes a
 * dead letter; the last time it is worked on by itself, so that no other item is blamed.
 */
public final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final int ALL = 1 << 16;
    private static final long LOOK_MILLIS = 500;

    private final AtWork atWork;
    private final int limit;
    private final Set<Deaths.Item> suspects = ConcurrentHashMap.newKeySet();
    private final Map<ItemRef, Integer> held = new ConcurrentHashMap<>();
    private final Map<Deaths.Item, Integer> memory = new ConcurrentHashMap<>();
    private final Semaphore alone = new Semaphore(ALL, true);

    private Quarantine(AtWork atWork, int limit) {
        this.atWork = atWork;
        this.limit = limit;
    }

    /**
     * Looks what was at work when the process before this one died, and buries what was so too often. To be called
     * before any run is taken.
     *
     * @param work the folder {@code work/}
     * @param limit deaths, 0 for never
     * @param tell whether somebody is to be told of what is buried
     */
    public static Quarantine open(Path work, int limit, Ledger ledger, boolean tell) {
        Quarantine quarantine = new Quarantine(AtWork.open(work.resolve("at-work")), limit);
        if (!quarantine.atWork.before().isEmpty()) {
            try {
                if (limit > 0) {
                    quarantine.count(new Deaths(work.resolve("deaths")), ledger, tell);
                }
                quarantine.atWork.clear();
            } catch (IOException unwritable) {
                LOG.error("The deaths of the process cannot be counted: {}", unwritable.toString());
            }
        }
        return quarantine;
    }

    private void count(Deaths deaths, Ledger ledger, boolean tell) throws IOException {
        Map<Deaths.Item, Integer> counts = deaths.read();
        atWork.before().forEach(ref -> counts.merge(Deaths.Item.of(ref), 1, Integer::sum));
        counts.keySet().removeIf(item -> ledger.item(item.run(), item.position())
                .filter(found -> found.state() == ItemState.PENDING)
                .isEmpty());
        counts.entrySet().removeIf(count -> {
            boolean poison = count.getValue() >= limit;
            if (poison) {
                bury(count.getKey(), count.getValue(), ledger, tell);
            }
            return poison;
        });
        deaths.write(counts);
        counts.forEach((item, times) -> {
            if (times == limit - 1) {
                suspects.add(item);
            }
        });
    }

    private static void bury(Deaths.Item item, int times, Ledger ledger, boolean tell) {
        Failure failure = failure("it was at work at %d deaths of the process".formatted(times));
        ledger.bury(item.run(), item.position(), failure.reason(), failure.message(), null, tell);
        LOG.error("{}: {}. run={} item={}", failure.reason(), failure.message(), item.run(), item.position());
    }

    private static Failure failure(String seen) {
        return Failure.of(Reason.QUARANTINED, seen);
    }

    /**
     * An item is about to be worked on; waits while a suspect is.
     *
     * @param paused whether a run, by its id, is paused
     * @throws RunPaused if its run is paused meanwhile
     */
    public void begin(ItemRef item, Predicate<String> paused) throws InterruptedException {
        if (!suspects.isEmpty()) {
            int room = suspects.contains(Deaths.Item.of(item)) ? ALL : 1;
            while (!alone.tryAcquire(room, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (paused.test(item.run())) {
                    throw new RunPaused("run " + item.run() + " is paused");
                }
            }
            held.put(item, room);
        }
        atWork.begin(item);
    }

    /** The item is no longer worked on, whatever became of it. */
    public void end(ItemRef item) {
        atWork.end(item);
        Integer room = held.remove(item);
        if (room != null) {
            if (room == ALL) {
                suspects.remove(Deaths.Item.of(item));
            }
            alone.release(room);
        }
    }

    /** The memory was used up while the item was worked on; says whether that has been so too often. */
    public boolean isPoison(ItemRef item) {
        int times = memory.merge(Deaths.Item.of(item), 1, Integer::sum);
        return limit > 0 && times >= limit;
    }

    /** The failure of an item that used up the memory too often. */
    public static Failure usedUpMemory() {
        return failure("it used up the memory again and again");
    }

    @Override
    public void close() {
        atWork.close();
    }
}
