package io.cama.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in a form that can be stored, shown and acted on.
 *
 * @param reason the stable code
 * @param message what was seen and where; never a key, at most a few hundred characters
 * @param pause how long the other side asks to wait, or null when it says nothing
 */
public record Failure(
        Reason reason, String message, @Nullable Duration pause) {
    public static Failure of(Reason reason, String message) {
        return new Failure(reason, message, null);
    }

    public FaultKind kind() {
        return reason.kind();
    }

    public String hint() {
        return reason.hint();
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
