package io.cama.ops.view;

import io.cama.flow.board.State.BreakerLine;
import io.cama.ledger.ReplyStore.StoreStats;
import io.cama.ledger.Spend.By;
import io.cama.ledger.Spend.Spent;
import io.cama.ledger.letter.Letters;
import io.cama.ledger.letter.Letters.Head;
import io.cama.ledger.look.Looks.CallLook;
import io.cama.ledger.look.Looks.ItemLook;
import io.cama.ledger.memory.MemoryStats;
import io.cama.model.ItemState;
import io.cama.model.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a running Cama shows of itself. Nothing here changes anything, and no record holds a key. */
public interface Views {
    /** The process as a whole. */
    AppView application();

    /** Every job that has a route, by name. */
    List<JobView> jobs();

    /** The job of that name. */
    Optional<JobView> job(String name);

    /**
     * Runs, newest first.
     *
     * @param state only those that are so, or null for any
     * @param job only those of it, or null for any
     * @param offset how many to leave out first, 0 or more
     * @param limit the most to return, 1 to 1000
     */
    List<RunView> runs(@Nullable RunState state, @Nullable String job, int offset, int limit);

    /** The run of that id, or the only one whose id begins with it. */
    Optional<RunView> run(String id);

    /**
     * Items of a run in the order of its input.
     *
     * @param state only those that are so, or null for any
     * @param after only positions above this one, 0 for all
     * @param limit the most to return, 1 to 1000
     */
    List<ItemLook> items(String run, @Nullable ItemState state, long after, int limit);

    /** One item. */
    Optional<ItemLook> item(String run, long position);

    /** The calls of an item, oldest first, with their raw replies. */
    List<CallLook> calls(String run, long position);

    /**
     * Dead letters, newest first.
     *
     * @param offset how many to leave out first, 0 or more
     * @param limit the most to return, 1 to 1000
     */
    List<Head> letters(Letters.Selection which, int offset, int limit);

    /** Providers that are configured, with their limits and what they are at. */
    List<LimitView> limits();

    /** Breakers made so far, and those that are isolated before their first call. */
    List<BreakerLine> breakers();

    /** What was spent since an instant, largest cost first. */
    List<Spent> spent(By by, Instant since);

    /** What today's calls have cost so far (UTC), in billionths of a US dollar. */
    long spentToday();

    /** What the store of replies holds; reads all of them. */
    StoreStats cache();

    /** What is held in memory in front of it. */
    MemoryStats memory();

    /** What is wrong or held up now, the worst first; empty when all is well. */
    List<Trouble> troubles();
}
