package io.cama.flow.rows;

import io.cama.flow.run.ActiveRun;
import io.cama.ledger.Items.Head;
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
 * The pending items of a run, each once a pass: in input order, or the most urgent first where the job ranks them. Rows are read from the input only
 * when all that the ledger holds have been handed out, or all of them into the ledger where they are ranked, so that memory stays flat and the reader
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
    private final Deque<Head> page = new ArrayDeque<>();
    private final boolean ranked;
    private Head after = Head.START;
    private ActiveRun active;
    private @Nullable ItemRef next;
    private boolean brokeOff;
    private boolean ended;

    /**
     * From the first one.
     *
     * @param yields whether the run is to make room for others
     * @param ranked whether urgent items go first, for which all rows are loaded before the first is handed out
     * @param keeps told when it breaks off; says whether somebody goes on with it
     */
    PendingItems(
            Ledger ledger,
            ActiveRun active,
            RowLoader loader,
            boolean ranked,
            BooleanSupplier yields,
            Predicate<PendingItems> keeps) {
        this.ledger = ledger;
        this.active = active;
        this.loader = loader;
        this.ranked = ranked;
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
        brokeOff = next == null && makesRoom();
        if (next == null && !ended && !brokeOff) {
            try {
                next = advance();
            } finally {
                if (next == null && !brokeOff) {
                    end();
                }
            }
        }
        return next != null;
    }

    private boolean makesRoom() {
        return yields.getAsBoolean() && !active.isPaused();
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
        while (ranked && !active.isPaused() && loader.loadMore()) {
            if (makesRoom()) {
                brokeOff = true;
                return null;
            }
        }
        while (page.isEmpty() && !active.isPaused()) {
            List<Head> found = found(run.id());
            page.addAll(found);
            if (found.isEmpty() && !loader.loadMore()) {
                return null;
            }
        }
        if (active.isPaused() || page.isEmpty()) {
            return null;
        }
        after = page.removeFirst();
        active.urgency().set(after.rank());
        return new ItemRef(run.id(), after.position(), run.pass());
    }

    private List<Head> found(String run) {
        return ranked
                ? ledger.pendingByRank(run, after, PAGE)
                : ledger.pending(run, after.position(), PAGE).stream()
                        .map(position -> new Head(Head.UNRANKED, position))
                        .toList();
    }
}
