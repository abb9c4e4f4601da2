package io.cama.ledger;

import io.cama.model.DeadLetter;
import java.util.Iterator;
import java.util.Optional;

/** The items that could not be answered. */
public interface DeadLetters {
    /** Those of one run that stand in no output, in input order, read in pages as they are consumed. */
    Iterator<DeadLetter> deadLetters(String run);

    /**
     * One dead letter.
     *
     * @param id {@code <run>-<position>}
     */
    Optional<DeadLetter> deadLetter(String id);
}
