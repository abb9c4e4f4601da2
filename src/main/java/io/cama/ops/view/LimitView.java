package io.cama.ops.view;

import io.cama.flow.board.State.WindowLine;
import java.util.List;

/**
 * How hard a provider may be asked, and what it is at.
 *
 * @param changed whether somebody has set other limits than the configuration since the start
 * @param windows requests and tokens a minute, hour and day; empty before its first call
 * @param inFlight calls under way
 * @param allowed how many may be, from {@code minConcurrency} to {@code maxConcurrency}
 * @param waiting calls that wait for their turn
 * @param pausedMillis for how much longer nobody is let through
 * @param limitedBy what the next call waits for, empty for nothing
 */
public record LimitView(
        String provider,
        boolean changed,
        List<WindowLine> windows,
        int inFlight,
        int allowed,
        int minConcurrency,
        int maxConcurrency,
        int waiting,
        long pausedMillis,
        String limitedBy) {}
