package io.cama.flow.item;

import io.cama.flow.run.ActiveRun;
import io.cama.ledger.Ledger;
import io.cama.model.ItemRef;
import io.cama.model.Run;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pending items of a run, in input order, each once a pass. Rows are read from the input only
 * when all that the ledger holds have been handed out, so that memory stays flat and the reader
 * goes no faster than the job.
 *
 * <p>It ends when the run pauses. A split asks twice an item, so {@link #hasNext()} keeps its answer
 * until the item is taken.
 */
final class PendingItems implements Iterator<ItemRef> {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final ActiveRun active;
    private final RowLoader loader;
    private final Deque<Long> page = new ArrayDeque<>();
    private long after;
    private @Nullable ItemRef next;
    private boolean ended;

    PendingItems(Ledger ledger, ActiveRun active, RowLoader loader) {
        this.ledger = ledger;
        this.active = active;
        this.loader = loader;
    }

    @Override
    public synchronized boolean hasNext() {
        if (next == null && !ended) {
            next = advance();
            if (next == null) {
                ended = true;
                loader.close();
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
