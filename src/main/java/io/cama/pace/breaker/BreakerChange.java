package io.cama.pace.breaker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A breaker has changed its state.
 *
 * @param from closed, open, half_open or isolated
 * @param to likewise
 * @param why the latest failure when it opened, the given reason when it was isolated, or null
 */
public record BreakerChange(
        String name,
        String provider,
        String model,
        String from,
        String to,
        Instant at,
        @Nullable String why) {}
