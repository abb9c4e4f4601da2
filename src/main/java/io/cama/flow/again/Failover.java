package io.cama.flow.again;

import io.cama.flow.attempt.Asking;
import io.cama.flow.choice.Candidate;
import io.cama.model.Failure;
import io.cama.model.FaultKind;
import io.cama.model.Reason;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves an asking on to the prompt's next model. Every item begins with the first, so that it gets its traffic back. */
public final class Failover {
    private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

    private static final Set<Reason> OURS = Set.of(Reason.BUDGET_EXCEEDED, Reason.CONFIG);
    private static final Set<Reason> REFUSALS = Set.of(Reason.REFUSED, Reason.CONTENT_FILTERED);

    /** What an asking is moved on for. */
    public enum Cause {
        /** The breaker refuses calls. */
        BREAKER,
        /** The endpoint cannot be used, or has failed as often as it may. */
        ENDPOINT,
        /** The model declined, or its answer was withheld. */
        REFUSAL;

        /** The cause a word names.
         *
         * @throws IllegalArgumentException if it names none
         */
        public static Cause of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    private final Set<Cause> causes;

    Failover(Set<Cause> causes) {
        this.causes = Set.copyOf(causes);
    }

    /** Whether another model could answer what failed like this. */
    boolean couldMove(Asking asking, Failure failure) {
        Cause cause = cause(failure);
        return asking.next() != null && cause != null && causes.contains(cause);
    }

    /** Moves the asking on if the failure is a cause and there is a further model; says whether it did. */
    boolean move(Asking asking, Failure failure) {
        Candidate next = asking.next();
        if (next == null || !couldMove(asking, failure)) {
            return false;
        }
        LOG.info(
                "{} is asked instead of {}: {} run={} item={}",
                next.name(),
                asking.now().candidate().name(),
                failure.reason(),
                asking.run(),
                asking.position());
        asking.tryNext(asking.first(next));
        return true;
    }

    private static @Nullable Cause cause(Failure failure) {
        if (failure.reason() == Reason.CIRCUIT_OPEN) {
            return Cause.BREAKER;
        }
        if (REFUSALS.contains(failure.reason())) {
            return Cause.REFUSAL;
        }
        boolean endpoint = failure.kind() == FaultKind.ENDPOINT || failure.kind() == FaultKind.PASSING;
        return endpoint && !OURS.contains(failure.reason()) ? Cause.ENDPOINT : null;
    }
}
