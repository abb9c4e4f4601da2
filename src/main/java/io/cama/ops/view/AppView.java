package io.cama.ops.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The process as a whole.
 *
 * @param state {@code working}, {@code maintenance}, {@code held-up} by a local fault, or {@code draining}
 * @param reason why it is not working, or null
 * @param inFlight calls under way
 * @param runsAtWork runs being worked on
 * @param runsWaiting runs accepted and waiting for a place
 * @param runsPaused runs that stand still
 */
public record AppView(
        String version,
        long pid,
        String home,
        Instant started,
        String state,
        @Nullable String reason,
        long inFlight,
        long runsAtWork,
        long runsWaiting,
        long runsPaused) {}
