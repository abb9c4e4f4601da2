package io.cama.ledger;

import io.cama.ledger.letter.Letters;
import io.cama.ledger.letter.Mending;
import io.cama.ledger.letter.Notices;
import io.cama.ledger.look.Looks;
import io.cama.ledger.look.Pulse;
import io.cama.ledger.look.RunLooks;
import io.cama.ledger.sent.Deployments;
import io.cama.ledger.sent.Outgoing;
import io.cama.model.ContentClock;

/**
 * All that must outlive the process. A reader of one side takes {@link Runs}, {@link Items}, {@link DeadLetters} or
 * {@link Replies} instead.
 *
 * <p>Every method that writes returns only after its transaction is on the disk, unless it says otherwise. Every
 * method may be called by many threads, and throws {@link io.cama.model.LocalFault} with
 * {@link io.cama.model.Reason#LEDGER} when the disk is full or fails; the same call may succeed later. Instants are
 * kept to the millisecond. An unknown run has no items and no calls; writing to one throws
 * {@link IllegalArgumentException}.
 */
public interface Ledger
        extends Runs,
                RunLooks,
                Items,
                DeadLetters,
                Letters,
                Mending,
                Notices,
                Replies,
                Spend,
                ReplyStore,
                Looks,
                Pulse,
                ContentClock,
                Deployments,
                Outgoing,
                AutoCloseable {
    /** Returns when every write given before is durable, or has failed. */
    void flush();

    /**
     * Writes something that changes nothing, to find out whether it can.
     *
     * @throws io.cama.model.LocalFault if it cannot
     */
    void probe();

    /**
     * Gives back what room on the disk it can spare.
     *
     * @throws io.cama.model.LocalFault if it cannot
     */
    void makeRoom();

    /** Completes the writes under way and lets go of the file. */
    @Override
    void close();
}
