package io.cama.pace;

import io.cama.model.Abilities;
import io.cama.model.Limits;
import io.cama.model.Provider;
import io.cama.model.RateHints;
import io.cama.model.Windows;
import io.cama.pace.Gate.Demand;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests of gates have in common. */
final class GateKit {
    static final Demand ANY = new Demand(0, 0, 0);

    private GateKit() {}

    static Gate gate(HandClock clock, Windows requests, Windows tokens) {
        return gate(clock, requests, tokens, 1, 1024);
    }

    static Gate gate(HandClock clock, Windows requests, Windows tokens, int min, int max) {
        return new Gate("openai", new Limits(requests, tokens, min, max), GateSettings.DEFAULTS, clock);
    }

    static Gate perMinute(HandClock clock, int requests) {
        return gate(clock, Windows.perMinute(requests), Windows.UNLIMITED);
    }

    static Provider provider(String name, Windows requests) {
        return new Provider(
                name,
                "https://x",
                "openai",
                null,
                new Limits(requests, Windows.UNLIMITED, 1, 1024),
                Duration.ofSeconds(1),
                Map.of(),
                Abilities.ALL);
    }

    static RateHints requestHint(long limit, long left, @Nullable Duration reset) {
        return new RateHints(new RateHints.Window(limit, left, reset), RateHints.Window.UNKNOWN);
    }

    static Demand tokens(long tokens) {
        return new Demand(0, 0, tokens);
    }

    /** A call that takes no time. */
    static void call(Gate gate) throws InterruptedException {
        gate.take(ANY, () -> false).close();
    }
}
