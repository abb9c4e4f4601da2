package io.cama.flow.attempt;

import io.cama.flow.choice.Candidate;
import io.cama.ledger.Recalls;
import io.cama.ledger.Replies.KeptReply;
import io.cama.model.Run;
import io.cama.model.Verdict;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** What an answer is remembered by in memory: equal for askings that one reply serves. */
    public static String memoryKey(Asking asking) {
        String hash = asking.first().hash();
        Run run = asking.active().run();
        return switch (run.terms().recall()) {
            case ALL -> hash;
            case SINCE_GIVEN -> hash + "@" + run.firstCall();
            case OWN -> hash + "@" + run.firstCall() + "@" + run.id() + "@" + asking.position();
            case OFFLINE -> hash + "@" + run.id() + "@" + asking.position();
        };
    }

    /** The first answer along the way; whoever uses it has to check it. */
    public Optional<Found> find(Asking asking) {
        for (Candidate candidate : Stream.concat(asking.known().stream(), asking.candidates().stream())
                .toList()) {
            Try step = candidate.equals(asking.now().candidate()) ? asking.now() : asking.first(candidate);
            for (int turn = 0; step != null && turn <= turns; turn++) {
                Try asked = step;
                Optional<KeptReply> reply = reply(asking, asked.hash());
                if (reply.isPresent() && reply.get().verdict() != Verdict.REJECTED) {
                    return Optional.of(new Found(asked, reply.get()));
                }
                step = reply.flatMap(rejected -> Turns.after(asked, rejected)).orElse(null);
            }
        }
        return Optional.empty();
    }

    /** One that may be used, else the rejected one that says how the asking went on. */
    private Optional<KeptReply> reply(Asking asking, String hash) {
        Run run = asking.active().run();
        return switch (run.terms().recall()) {
            case ALL -> ledger.known(hash);
            case SINCE_GIVEN -> ledger.recall(hash, run.firstCall()).or(() -> ledger.rejected(hash));
            case OWN ->
                ledger.recall(hash, run.firstCall(), run.id(), asking.position())
                        .or(() -> ledger.rejected(hash));
            case OFFLINE -> ledger.used(hash, run.id(), asking.position()).or(() -> ledger.known(hash));
        };
    }
}
