package io.cama.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in a form that can be stored, shown and acted on.
 *
 * @param reason the stable code
 * @param message what was seen and where; never a key, at most a few hundred characters
 * @param pause how long the other side asks to wait, or null when it says nothing
 * @param shouldRetry whether the other side says that asking again helps, or null when it says nothing
 */
public record Failure(
        Reason reason,
        String message,
        @Nullable Duration pause,
        @Nullable Boolean shouldRetry) {
    public Failure(Reason reason, String message, @Nullable Duration pause) {
        this(reason, message, pause, null);
    }

    public static Failure of(Reason reason, String message) {
        return new Failure(reason, message, null, null);
    }

    public FaultKind kind() {
        return reason.kind();
    }

    public String hint() {
        return reason.hint();
    }

    /** Whether and how the ask is made again; the other side's word goes before the table's. */
    public Again again() {
        if (shouldRetry == null || reason.again() == Again.REPAIR || reason.again() == Again.DOUBLED) {
            return reason.again();
        }
        if (!shouldRetry) {
            return Again.NEVER;
        }
        return reason.again() == Again.NEVER && kind() == FaultKind.PASSING ? Again.ATTEMPTS : reason.again();
    }

    /** This failure as the exception its kind travels as, so that routes can tell the kinds apart. */
    public Fault asFault() {
        return switch (kind()) {
            case ITEM -> new ItemFault(this);
            case PASSING -> new PassingFault(this);
            case ENDPOINT -> new EndpointFault(this);
            case LOCAL -> new LocalFault(this);
        };
    }
}
