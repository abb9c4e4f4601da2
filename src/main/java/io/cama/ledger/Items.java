package io.cama.ledger;

import io.cama.model.Counts;
import io.cama.model.Item;
import io.cama.model.ItemState;
import io.cama.model.Reason;
import io.cama.model.Result;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The items of the runs. Each ends once: the first of {@link #ok}, {@link #dead} and {@link #skip} decides. */
public interface Items {
    /** The largest position an item may have. */
    long MAX_POSITION = (1L << 40) - 1;

    /**
     * An item as cut from the input.
     *
     * @param position 1 to {@link #MAX_POSITION}
     * @param line where it begins in the file, 1 for the first line
     * @param fields its input as a JSON object
     * @param state pending; or dead or skipped where the row cannot or need not be asked
     * @param reason why it is dead, else null
     * @param message what was seen, or null
     * @param rank lower goes first, from 1; 0 where the job ranks nothing
     * @param counted values that are counted, by what they are counted as
     */
    record NewItem(
            long position,
            long line,
            String fields,
            ItemState state,
            @Nullable Reason reason,
            @Nullable String message,
            int rank,
            Map<String, String> counted) {
        public NewItem {
            if (position < 1 || position > MAX_POSITION) {
                throw new IllegalArgumentException("position must be 1 to " + MAX_POSITION + ", was " + position);
            }
            if (state == ItemState.OK || (state == ItemState.DEAD) != (reason != null)) {
                throw new IllegalArgumentException(
                        "a new item is pending, skipped, or dead with a reason; was %s with reason %s"
                                .formatted(state, reason));
            }
        }

        /** One that is neither ranked nor counted. */
        public NewItem(
                long position,
                long line,
                String fields,
                ItemState state,
                @Nullable Reason reason,
                @Nullable String message) {
            this(position, line, fields, state, reason, message, 0, Map.of());
        }

        public static NewItem pending(long position, long line, String fields) {
            return new NewItem(position, line, fields, ItemState.PENDING, null, null);
        }
    }

    /** Adds items; a position that is there already is left as it is, so that loading may start over. */
    void add(String run, List<NewItem> chunk);

    /** The largest position there is, 0 for none. */
    long highWater(String run);

    /**
     * Positions of pending items, ascending.
     *
     * @param after only positions above this one, 0 for all
     */
    List<Long> pending(String run, long after, int limit);

    /**
     * A pending item.
     *
     * @param rank lower goes first; 0 where it has none
     */
    record Head(int rank, long position) {
        /** Before the first one. */
        public static final Head START = new Head(0, 0);

        /** Behind all that are ranked. */
        public static final int UNRANKED = Integer.MAX_VALUE;
    }

    /** Whether some of a run's pending items are ranked. */
    boolean isRanked(String run);

    /**
     * Pending items by rank and then by position; those without a rank come last, as {@link Head#UNRANKED}.
     *
     * @param after only those behind this one, {@link Head#START} for all
     */
    List<Head> pendingByRank(String run, Head after, int limit);

    Optional<Item> item(String run, long position);

    /**
     * Ends an item well. It counts as recalled if no call was made for it since the run was last taken in.
     *
     * @param values its fields and answers as a JSON object
     * @param calls ids of the calls whose replies are in the values, recalled ones included; may be empty
     * @return whether this call ended it
     */
    boolean ok(String run, long position, String values, List<Long> calls);

    /**
     * The same without waiting until it is durable: an item whose end is lost is pending, and the replies it was made of
     * are there. It is written before whatever is written next; {@link Ledger#flush} waits for it.
     *
     * @return completes when it is durable, or with why it cannot be
     */
    CompletionStage<Boolean> okLater(String run, long position, String values, List<Long> calls);

    /** Buries an item; says whether this call ended it. */
    boolean dead(String run, long position, Reason reason, String message);

    /** Ends an item that need not be answered; says whether this call ended it. */
    boolean skip(String run, long position, String message);

    /** The row accounting, at the same cost for any number of rows. */
    Counts counts(String run);

    /** What stands in the outputs, in input order, read in pages as it is consumed: what ended well, and what was buried with a result. */
    Iterator<Result> results(String run);
}
