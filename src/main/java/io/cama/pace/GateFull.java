package io.cama.pace;

import io.cama.pace.window.Wait;
import java.time.Duration;

/** A call would have to wait longer than anybody should; nothing of it was reserved. */
public final class GateFull extends RuntimeException {
    private final Duration wait;
    private final String limitedBy;

    GateFull(String provider, Wait wait, Duration longest, String why) {
        super(
                "provider %s would make this call wait for %d s, longer than cama.gate.max-wait allows (%d s): %s"
                        .formatted(provider, Duration.ofNanos(wait.nanos()).toSeconds(), longest.toSeconds(), why),
                null,
                false,
                false);
        this.wait = Duration.ofNanos(wait.nanos());
        this.limitedBy = wait.word();
    }

    /** How long the call would have to wait if nobody else were there. */
    public Duration waitTime() {
        return wait;
    }

    /** The limit it would wait for, in the words of {@link GateStats#limitedBy()}. */
    public String limitedBy() {
        return limitedBy;
    }
}
