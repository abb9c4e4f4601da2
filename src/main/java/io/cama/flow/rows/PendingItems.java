package io.cama.flow.rows;

import io.cama.flow.run.ActiveRun;
import io.cama.ledger.Ledger;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pending items of a run, in input order, each once a pass. Rows are read from the input only
 * when all that the ledger holds have been handed out, so that memory stays flat and the reader
 * goes no faster than the job.
 *
 * <p>It ends when the run pauses, and when it fails. Where the run makes room for others it only breaks off, and goes on
 * from there when the run does. A split closes it when it is done, however that came about, and
 * asks twice an item, so {@link #hasNext()} keeps its answer until the item is taken.
 */
final class PendingItems implements Iterator<ItemRef>, Closeable {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final BooleanSupplier yields;
    private final Predicate<PendingItems> keeps;
    private final RowLoader loader;
    private final Deque<Long> page = new ArrayDeque<>();
    private long after;
    private ActiveRun active;
    private @Nullable ItemRef next;
    private boolean brokeOff;
    private boolean ended;

    /**
     * From the first one.
     *
     * @param yields whether the run is to make room for others
     * @param keeps told when it breaks off; says whether somebody goes on with it
     */
    PendingItems(
            Ledger ledger, ActiveRun active, RowLoader loader, BooleanSupplier yields, Predicate<PendingItems> keeps) {
        this.ledger = ledger;
        this.active = active;
        this.loader = loader;
        this.yields = yields;
        this.keeps = keeps;
    }

    /** Goes on from where it broke off; false if it has ended, or the run has begun another pass. */
    synchronized boolean resume(ActiveRun again) {
        if (ended || again.run().pass() != active.run().pass()) {
            end();
            return false;
        }
        active = again;
        return true;
    }

    /** The split is done: unless somebody goes on with it, it ends. */
    @Override
    public synchronized void close() {
        if (ended || !brokeOff || !keeps.test(this)) {
            end();
        }
    }

    /** Hands out no more; always true. */
    synchronized boolean end() {
        ended = true;
        loader.close();
        return true;
    }

    @Override
    public synchronized boolean hasNext() {
        boolean stays = yields.getAsBoolean() && !active.isPaused();
        brokeOff = stays && next == null;
        if (next == null && !ended && !stays) {
            try {
                next = advance();
            } finally {
                if (next == null) {
                    end();
                }
            }
        }
        return next != null;
    }

    @Override
    public synchronized ItemRef next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        ItemRef taken = next;
        next = null;
        return taken;
    }

    private @Nullable ItemRef advance() {
        Run run = active.run();
        while (page.isEmpty() && !active.isPaused()) {
            List<Long> found = ledger.pending(run.id(), after, PAGE);
            page.addAll(found);
            if (found.isEmpty() && !loader.loadMore()) {
                return null;
            }
        }
        if (active.isPaused() || page.isEmpty()) {
            return null;
        }
        after = page.removeFirst();
        return new ItemRef(run.id(), after, run.pass());
    }
}
