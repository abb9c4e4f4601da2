package io.cama.cli.handover;

import io.cama.cli.stop.Interruption;
import io.cama.flow.door.Offer;
import io.cama.flow.door.Word;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits for what the process that holds the home folder says to an order. */
final class Contact {
    private static final Duration TICK = Duration.ofMillis(50);

    private final Holder holder;
    private final Duration patience;
    private final Interruption interruption;

    /** @param patience for the order to be taken, or for a new holder where the one that took it is gone */
    Contact(Holder holder, Duration patience, Interruption interruption) {
        this.holder = holder;
        this.patience = patience;
        this.interruption = interruption;
    }

    /** Waits until the order is taken; where it is not, it is withdrawn and nothing is left of it. */
    boolean isMade(Offer offer) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (!offer.isTaken() && System.nanoTime() < end && !interruption.await(TICK)) {
            // looked at again
        }
        return !offer.withdraw();
    }

    /** Waits until nobody holds the home folder, and no longer than the patience lasts; says whether that is so. */
    boolean isOver() {
        long end = System.nanoTime() + patience.toNanos();
        while (holder.isThere() && System.nanoTime() < end && !interruption.await(TICK)) {
            // looked at again
        }
        return !holder.isThere();
    }

    /** What was said in the end, or empty if nobody says anything any more, or this process is told to end. */
    Optional<Word> word(Offer offer, Predicate<Word> last) throws IOException {
        long gone = System.nanoTime();
        Optional<Word> word = offer.word().filter(last);
        while (word.isEmpty() && !interruption.await(TICK)) {
            if (holder.isThere()) {
                gone = System.nanoTime();
            } else if (System.nanoTime() - gone > patience.toNanos()) {
                return offer.word().filter(last);
            }
            word = offer.word().filter(last);
        }
        return word;
    }
}
