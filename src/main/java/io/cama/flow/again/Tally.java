package io.cama.flow.again;

import io.cama.ledger.Replies.Attempt;
import io.cama.model.Again;
import io.cama.model.Failure;
import io.cama.model.FaultKind;
import io.cama.model.Reason;
import java.util.List;
import java.util.Optional;

/**
 * The calls made to one model for one asking, and whether their number allows another. Calls that failed in passing
 * and replies that were no good are counted apart; what only had to wait is not counted.
 *
 * @param attempts oldest first
 */
record Tally(List<Attempt> attempts) {
    /**
     * The most there may be.
     *
     * @param calls that fail in passing, the first included
     * @param repairs turns after a reply that broke its form
     */
    record Most(int calls, int repairs) {}

    static Tally of(List<Attempt> all, String model) {
        return new Tally(
                all.stream().filter(attempt -> attempt.model().equals(model)).toList());
    }

    /** Whether what failed like this may be asked again, the failed call being among the attempts already. */
    boolean allows(Failure failure, Most most) {
        return switch (failure.again()) {
            case NEVER -> false;
            case WAIT -> true;
            case ONCE -> alike(failure.reason()) <= 1 && room(failure, most);
            case TWICE -> alike(failure.reason()) <= 2 && room(failure, most);
            case ATTEMPTS -> room(failure, most);
            case REPAIR -> repairable() <= most.repairs();
            case DOUBLED -> alike(failure.reason()) <= 1;
        };
    }

    private boolean room(Failure failure, Most most) {
        return failure.kind() == FaultKind.ITEM || passing() < most.calls();
    }

    /** Calls that failed in passing and count; one whose outcome was lost is among them. */
    int passing() {
        return (int) attempts.stream()
                .filter(attempt -> attempt.reason() == null
                        || (attempt.reason().kind() == FaultKind.PASSING
                                && attempt.reason().again() != Again.WAIT))
                .count();
    }

    private long alike(Reason reason) {
        return attempts.stream().filter(attempt -> attempt.reason() == reason).count();
    }

    private long repairable() {
        return attempts.stream().filter(Tally::isRepairable).count();
    }

    /** Why the latest call failed, if that is known. */
    Optional<Reason> last() {
        return attempts.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(attempts.get(attempts.size() - 1).reason());
    }

    private static boolean isRepairable(Attempt attempt) {
        return attempt.reason() != null && attempt.reason().again() == Again.REPAIR;
    }
}
