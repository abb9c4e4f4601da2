package io.cama.ledger;

import io.cama.model.DeadLetter;
import io.cama.model.Reason;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items that could not be answered. */
public interface DeadLetters {
    /**
     * Which dead letters are wanted; null means any.
     *
     * @param limit the most to return, 1 or more
     */
    record DeadLetterQuery(
            @Nullable String run,
            @Nullable String job,
            @Nullable Reason reason,
            int limit) {}

    /** Those of one run in input order, read in pages as they are consumed. */
    Iterator<DeadLetter> deadLetters(String run);

    /** Those that match, newest first. */
    List<DeadLetter> deadLetters(DeadLetterQuery query);

    /**
     * One dead letter.
     *
     * @param id {@code <run>-<position>}
     */
    Optional<DeadLetter> deadLetter(String id);

    /**
     * Makes dead items pending again and, if there was one, accepts the run again as {@link Runs#accept} does. Replies
     * stay as evidence, but earlier attempts no longer count. A row that could not be read stays dead: asking does not
     * mend a file.
     *
     * @param positions which; empty for all of the run
     * @return how many there were
     */
    int retryDead(String run, List<Long> positions);
}
