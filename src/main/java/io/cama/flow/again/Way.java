package io.cama.flow.again;

import io.cama.flow.attempt.Asking;
import io.cama.flow.attempt.Try;
import io.cama.flow.attempt.Turns;
import io.cama.ledger.Recalls;
import io.cama.ledger.Replies.Attempt;
import io.cama.model.Failure;
import io.cama.model.FaultKind;
import java.util.List;
import java.util.Optional;

/** Finds the place on an asking's way, of models and of turns, that its calls so far have led to. */
final class Way {
    private final Recalls ledger;
    private final Failover failover;
    private final Tally.Most most;

    Way(Recalls ledger, Failover failover, Tally.Most most) {
        this.ledger = ledger;
        this.failover = failover;
        this.most = most;
    }

    /**
     * Puts the asking where the calls end that were made for it.
     *
     * @throws io.cama.model.Fault if no further call is allowed
     */
    void resume(Asking asking, List<Attempt> attempts) {
        while (true) {
            Tally tally = Tally.of(attempts, asking.now().candidate().name());
            Optional<Failure> over = tally.last()
                    .filter(reason -> reason.kind() != FaultKind.ENDPOINT)
                    .map(reason -> Failure.of(reason, "the last call allowed was made before"))
                    .filter(last -> !tally.allows(last, most));
            if (over.isEmpty()) {
                asking.tryNext(turn(asking.now(), tally));
                return;
            }
            if (!failover.move(asking, over.get())) {
                throw over.get().asFault();
            }
        }
    }

    /** Follows the replies that were no good, from a model's first request to the one that comes next. */
    Try turn(Try first, Tally tally) {
        Try step = first;
        for (Attempt attempt : tally.attempts()) {
            if (attempt.hash().equals(step.hash())) {
                Try at = step;
                step = ledger.rejected(attempt.hash())
                        .flatMap(rejected -> Turns.after(at, rejected))
                        .orElse(at);
            }
        }
        return step;
    }
}
