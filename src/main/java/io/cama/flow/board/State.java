package io.cama.flow.board;

import io.cama.flow.local.Ground.Trouble;
import io.cama.pace.GateStats;
import io.cama.pace.breaker.BreakerStats;
import io.cama.pace.window.WindowStats;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a process at a moment, as {@code work/state.json} holds them. Instants are RFC 3339.
 *
 * @param pid of the process
 * @param at when the numbers were true
 * @param ended whether the process has said that these are its last
 * @param local what stops all work, or null
 */
public record State(
        long pid,
        String at,
        boolean ended,
        List<BreakerLine> breakers,
        List<GateLine> gates,
        @Nullable LocalLine local) {
    /**
     * A local fault that holds: no file is claimed and no call is begun.
     *
     * @param reason its code
     * @param since when it was first seen
     */
    public record LocalLine(String reason, String message, String since) {
        static LocalLine of(Trouble trouble) {
            return new LocalLine(
                    trouble.failure().reason().name(),
                    trouble.failure().message(),
                    trouble.since().toString());
        }
    }

    /**
     * A breaker.
     *
     * @param model {@code provider/model}
     * @param state closed, open, half_open or isolated
     * @param since when it became so
     */
    public record BreakerLine(
            String name,
            String model,
            String state,
            String since,
            long successes,
            long failures,
            long rejected,
            long opened,
            @Nullable String lastFailure,
            @Nullable String lastFailureAt,
            @Nullable String isolation,
            @Nullable String nextProbe) {
        /** A breaker as it is now. */
        public static BreakerLine of(BreakerStats stats, Instant now) {
            return new BreakerLine(
                    stats.name(),
                    stats.provider() + "/" + stats.model(),
                    stats.state(),
                    now.minus(stats.inState()).toString(),
                    stats.successes(),
                    stats.failures(),
                    stats.rejected(),
                    stats.opened(),
                    stats.lastFailure(),
                    text(stats.lastFailureAt()),
                    stats.isolation(),
                    text(stats.nextProbe()));
        }
    }

    /**
     * A provider's gate.
     *
     * @param allowed how many calls may be in flight
     * @param pausedMillis for how much longer nobody is let through
     * @param limitedBy what the next call waits for, empty for nothing
     */
    public record GateLine(
            String provider,
            int inFlight,
            int allowed,
            int waiting,
            long pausedMillis,
            String limitedBy,
            List<WindowLine> windows) {
        /** A gate as it is now. */
        public static GateLine of(GateStats stats) {
            return new GateLine(
                    stats.provider(),
                    stats.concurrency().inFlight(),
                    stats.concurrency().limit(),
                    stats.waiting(),
                    stats.pausedFor().toMillis(),
                    stats.limitedBy(),
                    stats.windows().stream().map(WindowLine::of).toList());
        }
    }

    /**
     * A limit and how much of it is used.
     *
     * @param word rpm, rph, rpd, tpm, tph or tpd
     * @param limit 0 for none
     */
    public record WindowLine(String word, long limit, long used, boolean learned) {
        static WindowLine of(WindowStats stats) {
            return new WindowLine(stats.word(), stats.limit(), stats.used(), stats.learned());
        }
    }

    public State {
        breakers = List.copyOf(breakers);
        gates = List.copyOf(gates);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /**
     * What a process last said of itself, or empty where none has.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Optional<State> read(Path home) throws IOException {
        return file(home).read(State.class);
    }

    void write(Path home) throws IOException {
        file(home).write(this, false);
    }

    private static OwnerFile file(Path home) {
        return new OwnerFile(home.resolve("work/state.json"));
    }
}
