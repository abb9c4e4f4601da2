package io.cama.pace;

import io.cama.model.Limits;
import io.cama.pace.adapt.Concurrency;
import io.cama.pace.window.WindowStats;
import java.time.Duration;
import java.util.List;

/**
 * The numbers of a gate at a moment.
 *
 * @param limits as they were set last, whatever the endpoint has said since
 * @param windows requests and tokens per minute, hour and day
 * @param concurrency calls in flight and how many may be
 * @param waiting calls that wait here
 * @param pausedFor how much longer nobody is let through, zero while that is not so
 * @param limitedBy what the next call waits for: rpm, rph, rpd, tpm, tph, tpd, concurrency, retry-after when
 *     the endpoint named a time, server when it turned calls away without one; empty for nothing
 */
public record GateStats(
        String provider,
        Limits limits,
        List<WindowStats> windows,
        Concurrency.Stats concurrency,
        int waiting,
        Duration pausedFor,
        String limitedBy) {}
