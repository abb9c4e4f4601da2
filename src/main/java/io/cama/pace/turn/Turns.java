package io.cama.pace.turn;

import java.util.Comparator;
import java.util.NoSuchElementException;
import java.util.TreeSet;

/**
 * Those who wait, in two orders. Of two that go, one is of the run that came first and the other of the smallest run,
 * so that a small run waits for no large one and no large one is held up by more than half. A lower rank
 * goes before all of a higher one. Not for use by several threads at once.
 *
 * @param <W> who waits
 */
public final class Turns<W extends Turns.Waiting> {
    /**
     * What somebody's turn is told by.
     *
     * @param rank lower goes first, always
     * @param turn when the run came; lower came first
     * @param size of the run's input
     */
    public record Claim(int rank, long turn, long size) {}

    /** Somebody who waits. */
    public interface Waiting {
        Claim claim();

        /** When this one came; no two have the same. */
        long arrival();
    }

    private static final Comparator<Waiting> OLDEST = Comparator.comparingInt(
                    (Waiting waiting) -> waiting.claim().rank())
            .thenComparingLong(waiting -> waiting.claim().turn())
            .thenComparingLong(Waiting::arrival);
    private static final Comparator<Waiting> SMALLEST = Comparator.comparingInt(
                    (Waiting waiting) -> waiting.claim().rank())
            .thenComparingLong(waiting -> waiting.claim().size())
            .thenComparing(OLDEST);

    private final TreeSet<W> oldest = new TreeSet<>(OLDEST);
    private final TreeSet<W> smallest = new TreeSet<>(SMALLEST);
    private boolean smallestGoes;

    public void add(W waiting) {
        oldest.add(waiting);
        smallest.add(waiting);
    }

    /** Takes somebody out; says whether he was there. */
    public boolean remove(W waiting) {
        smallest.remove(waiting);
        return oldest.remove(waiting);
    }

    /**
     * Whose turn it is.
     *
     * @throws NoSuchElementException if nobody waits
     */
    public W first() {
        return smallestGoes ? smallest() : oldest();
    }

    /** Of the run that came first. */
    public W oldest() {
        return oldest.first();
    }

    /** Of the smallest run. */
    public W smallest() {
        return smallest.first();
    }

    /** The one whose turn it was has gone: the next is chosen the other way. */
    public void gone() {
        smallestGoes = !smallestGoes;
    }

    /** Everybody who waits, the run that came first first. */
    public Iterable<W> all() {
        return oldest;
    }

    public boolean isEmpty() {
        return oldest.isEmpty();
    }

    public int size() {
        return oldest.size();
    }
}
