package io.cama.flow.attempt;

import io.cama.flow.choice.Candidate;
import io.cama.ledger.Recalls;
import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Run;
import java.util.Optional;

/** Looks for an answer that was bought before, along the whole way an asking can take: repair turns and fallbacks. */
public final class Recall {
    /** A stored reply and the request it answers. */
    public record Found(Try asked, KeptReply reply) {}

    private final Recalls ledger;
    private final int turns;

    /** @param turns how many requests may follow a candidate's first one */
    public Recall(Recalls ledger, int turns) {
        this.ledger = ledger;
        this.turns = turns;
    }

    /** The first answer along the way; whoever uses it has to check it. */
    public Optional<Found> find(Asking asking) {
        for (Candidate candidate : asking.candidates()) {
            Try step = candidate.equals(asking.now().candidate()) ? asking.now() : asking.first(candidate);
            for (int turn = 0; step != null && turn <= turns; turn++) {
                Try asked = step;
                Optional<Found> found = reply(asking, asked.hash()).map(reply -> new Found(asked, reply));
                if (found.isPresent()) {
                    return found;
                }
                step = ledger.rejected(asked.hash())
                        .flatMap(rejected -> Turns.after(asked, rejected))
                        .orElse(null);
            }
        }
        return Optional.empty();
    }

    private Optional<KeptReply> reply(Asking asking, String hash) {
        Run run = asking.active().run();
        return switch (run.terms().recall()) {
            case ALL -> ledger.recall(hash);
            case SINCE_GIVEN -> ledger.recall(hash, run.firstCall());
            case OWN -> ledger.recall(hash, run.firstCall(), run.id(), asking.position());
        };
    }
}
