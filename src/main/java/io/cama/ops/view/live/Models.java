package io.cama.ops.view.live;

import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.board.OrderBook;
import io.cama.flow.board.Orders.Isolation;
import io.cama.flow.board.State.BreakerLine;
import io.cama.flow.board.State.GateLine;
import io.cama.model.Limits;
import io.cama.ops.view.LimitView;
import io.cama.ops.view.Trouble;
import io.cama.pace.GateStats;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Providers with their limits, and breakers. */
record Models(
        Settings settings,
        Flow flow,
        Function<String, Limits> configured,
        Predicate<String> changed,
        InstantSource clock) {
    List<LimitView> limits() {
        Map<String, GateStats> gates = flow.gates().stats();
        return settings.providers().stream()
                .map(provider -> gates.containsKey(provider) ? asked(gates.get(provider), provider) : unasked(provider))
                .toList();
    }

    private LimitView asked(GateStats stats, String provider) {
        GateLine line = GateLine.of(stats);
        return new LimitView(
                provider,
                changed.test(provider),
                line.windows(),
                line.inFlight(),
                line.allowed(),
                stats.concurrency().min(),
                stats.concurrency().max(),
                line.waiting(),
                line.pausedMillis(),
                line.limitedBy());
    }

    private LimitView unasked(String provider) {
        Limits limits = configured.apply(provider);
        return new LimitView(
                provider,
                changed.test(provider),
                List.of(),
                0,
                0,
                limits.minConcurrency(),
                limits.maxConcurrency(),
                0,
                0,
                "");
    }

    List<BreakerLine> breakers() {
        Instant now = clock.instant();
        Map<String, BreakerLine> lines = new TreeMap<>();
        isolated()
                .forEach((name, said) -> lines.put(
                        name,
                        new BreakerLine(
                                name, name, "isolated", said.at(), 0, 0, 0, 0, null, null, said.reason(), null)));
        flow.breakers().stats().forEach((name, stats) -> lines.put(name, BreakerLine.of(stats, now)));
        return List.copyOf(lines.values());
    }

    /** What is to be isolated from its first call on too; the switchboard complains where that cannot be read. */
    private Map<String, Isolation> isolated() {
        try {
            return new OrderBook(flow.home().root()).read().isolated();
        } catch (IOException unreadable) {
            return Map.of();
        }
    }

    static Trouble trouble(BreakerLine breaker) {
        String why = breaker.isolation() == null ? breaker.lastFailure() : breaker.isolation();
        return new Trouble(
                "breaker",
                breaker.model(),
                breaker.state() + (why == null ? "" : ": " + why),
                Instant.parse(breaker.since()));
    }
}
