package io.cama.ledger.letter;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is to be told of items that are dead for good: one notice an item, kept until it has arrived. */
public interface Notices {
    /**
     * What was told of an item.
     *
     * @param tries how often it was tried
     * @param why the last try failed, or null
     * @param told when it arrived, or null
     */
    record Notice(
            String run,
            String job,
            long position,
            int tries,
            @Nullable String why,
            @Nullable Instant told) {}

    /** Those that have not arrived, oldest item first, read in pages as they are consumed. */
    Iterator<Notice> openNotices();

    /** What was told of an item, if anything is to be told. */
    Optional<Notice> notice(String run, long position);

    /** Notes that a notice has arrived: it is not told again. */
    void told(String run, long position);

    /** Notes that a notice has not arrived. */
    void untold(String run, long position, String why);
}
