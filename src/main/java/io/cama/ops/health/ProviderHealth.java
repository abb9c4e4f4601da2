package io.cama.ops.health;

import org.jspecify.annotations.Nullable;

/**
 * How well one provider is, by its latest calls. Instants are RFC 3339.
 *
 * @param successRate percentage of calls that were answered, whatever the answer was worth; 0 without calls
 * @param averageMillis from sending a call to its end; 0 without calls
 * @param total calls that were answered or failed; those that were only told to come later are not among them
 * @param errors the same as failed
 * @param warnings calls told to come later, and answers that were no good
 * @param lastError what the latest failure was, or null
 */
public record ProviderHealth(
        String name,
        String status,
        double successRate,
        long averageMillis,
        long total,
        long ok,
        long failed,
        @Nullable String lastSuccess,
        @Nullable String lastFailure,
        long errors,
        long warnings,
        @Nullable String lastError) {}
