package io.cama.pace.breaker;

import io.cama.model.Breaks;
import io.cama.model.EndpointFault;
import io.cama.model.Failure;
import io.cama.model.Fault;
import io.cama.model.PassingFault;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What says something about an endpoint's health: a rate limit, a bad item or a paused run do not. */
final class Counting {
    private static final int DEEPEST_CAUSE = 20;

    private final AtomicInteger little = new AtomicInteger();

    /** Whether a problem is left out. To be asked once for each. */
    boolean ignores(Throwable problem) {
        return switch (breaks(problem)) {
            case NO -> true;
            case LITTLE -> little.incrementAndGet() % 2 != 0;
            case YES, AT_ONCE -> false;
        };
    }

    static Breaks breaks(@Nullable Throwable problem) {
        return failure(problem).map(failure -> failure.reason().breaks()).orElse(Breaks.NO);
    }

    /** What went wrong at the endpoint, or empty when it was something else. */
    static Optional<Failure> failure(@Nullable Throwable problem) {
        Throwable cause = problem;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof Fault fault) {
                boolean counts = fault instanceof PassingFault || fault instanceof EndpointFault;
                return counts ? Optional.of(fault.failure()) : Optional.empty();
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
