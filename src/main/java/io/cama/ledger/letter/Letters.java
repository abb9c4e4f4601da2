package io.cama.ledger.letter;

import io.cama.model.Reason;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dead letters as they are looked through: without their replies, until somebody asks for those of one. */
public interface Letters {
    /**
     * Which dead letters; null means any.
     *
     * @param words each is found, whatever its case, in the item, the message or a raw reply; empty for any
     */
    record Selection(
            @Nullable String run,
            @Nullable String job,
            @Nullable Reason reason,
            List<String> words) {
        public static final Selection ALL = new Selection(null, null, null, List.of());

        public Selection {
            words = List.copyOf(words);
        }
    }

    /**
     * A dead letter without its calls.
     *
     * @param line where it begins in the file, 1 for the first line
     * @param fields the item's input as a JSON object
     * @param recorded whether it stands in the outputs, with its error
     */
    record Head(
            String run,
            String job,
            long position,
            long line,
            String fields,
            Reason reason,
            String message,
            boolean recorded,
            Instant at) {
        /** {@code <run>-<position>}. */
        public String id() {
            return run + "-" + position;
        }
    }

    /** Those that match, newest first, read in pages as they are consumed. With words, every letter's replies are read. */
    Iterator<Head> letters(Selection selection);

    /** The item's fields as they were cut from the input, if they were edited since. */
    Optional<String> original(String run, long position);

    /** How many dead items of a run stand in the outputs, with their error. */
    long recorded(String run);
}
