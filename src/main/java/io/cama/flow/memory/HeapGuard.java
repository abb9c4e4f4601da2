package io.cama.flow.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no file be claimed and no run begun while too much of the heap is in use even after a collection; runs at work go
 * on, and free it. It looks when it is asked, and no more than once a second. Safe for use by many threads.
 */
public final class HeapGuard {
    private static final Logger LOG = LoggerFactory.getLogger(HeapGuard.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration COLLECT = Duration.ofSeconds(10);
    private static final int PERCENT = 100;
    private static final long MEGABYTE = 1 << 20;

    private final Heap heap;
    private final int share;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;
    private Instant nextCollection = Instant.EPOCH;
    private @Nullable Instant since;

    /** @param share of the heap, in percent, that may be in use after a collection; 0 for any */
    public HeapGuard(Heap heap, int share, InstantSource clock) {
        this.heap = heap;
        this.share = share;
        this.clock = clock;
    }

    /** Whether more work may be begun. */
    public synchronized boolean hasRoom() {
        Instant now = clock.instant();
        if (share > 0 && !now.isBefore(next)) {
            next = now.plus(LOOK);
            look(now);
        }
        return since == null;
    }

    private void look(Instant now) {
        boolean full = heap.left() > heap.most() / PERCENT * share;
        if (full && since == null) {
            since = now;
            LOG.error(
                    "{}. No file is claimed and no run is begun until there is room. Do: start with a larger heap,"
                            + " CAMA_OPTS=-Xmx1g, or lower cama.runs.parallel",
                    text());
        } else if (!full && since != null) {
            since = null;
            LOG.warn("There is room in the heap again. Work goes on.");
        }
        if (full && !now.isBefore(nextCollection)) {
            nextCollection = now.plus(COLLECT);
            heap.collect(); // while little happens nobody else would, and the figure would stay as it is
        }
    }

    private String text() {
        return "%d MB of %d MB of heap are in use after a collection, more than %d %%"
                .formatted(heap.left() / MEGABYTE, heap.most() / MEGABYTE, share);
    }

    /** A heap without room. */
    public record Tight(String text, Instant since) {}

    /** What is wrong, while there is no room. */
    public synchronized Optional<Tight> trouble() {
        return Optional.ofNullable(since).map(when -> new Tight(text(), when));
    }
}
