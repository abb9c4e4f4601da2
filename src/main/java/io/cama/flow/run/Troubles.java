package io.cama.flow.run;

import io.cama.flow.Causes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the items of a run have met that decides on its going on, or explains why it does not. It ends with the run. */
public final class Troubles {
    private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile @Nullable String unwritten;

    /**
     * Notes a request that was refused as bad.
     *
     * @param place where such requests are counted
     */
    public void refusedAt(String place) {
        refused.computeIfAbsent(place, name -> new AtomicInteger()).incrementAndGet();
    }

    /** Forgets the requests that were refused as bad, such as when one was answered. */
    public void countRefusedAnew(String place) {
        refused.remove(place);
    }

    /** How many requests were refused as bad in a row. */
    public int refusedInARow(String place) {
        AtomicInteger inARow = refused.get(place);
        return inARow == null ? 0 : inARow.get();
    }

    /** Notes that an item has ended, well or as a dead letter: whom it asked has answered. */
    public void answered() {
        unanswered.set(0);
    }

    /** Notes an item that an endpoint failed to answer; says how many there are by now, with none that ended in between. */
    public int unanswered() {
        return unanswered.incrementAndGet();
    }

    /** Notes that the result of a row could not be written; the latest is remembered. */
    public void notWritten(long position, Throwable failure) {
        unwritten = "row " + position + ": " + Causes.describe(failure);
    }

    /** The latest row whose result could not be written, and why. */
    public Optional<String> unwritten() {
        return Optional.ofNullable(unwritten);
    }
}
