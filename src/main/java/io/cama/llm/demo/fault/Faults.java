package io.cama.llm.demo.fault;

import io.cama.llm.demo.limit.Limits;
import io.cama.llm.demo.speech.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint misbehaves.
 *
 * @param seed decides which requests are struck
 * @param shares of the calls that are struck, each from 0 to 1, all together at most 1
 * @param statuses share of the calls that get a status, likewise
 * @param drip time over which a slow body is spread
 * @param rules scripted faults; the first that fits decides alone
 */
public record Faults(
        long seed,
        Map<Kind, Double> shares,
        Map<Integer, Double> statuses,
        Latency latency,
        Duration drip,
        Limits limits,
        @Nullable Storm storm,
        List<Rule> rules) {
    /** The time over which a slow body is spread unless told otherwise. */
    static final Duration DRIP = Duration.ofSeconds(5);

    /** An endpoint that behaves. */
    public static final Faults NONE = late(Latency.NONE);

    /** Faults that strike a share of the calls. */
    public enum Kind {
        RESETS(Action.Shape.RIGHT, Action.Wire.RESET),
        MALFORMED(Action.Shape.MALFORMED, Action.Wire.WHOLE),
        TRUNCATED(Action.Shape.TRUNCATED, Action.Wire.WHOLE),
        REFUSED(Action.Shape.REFUSED, Action.Wire.WHOLE),
        CUT(Action.Shape.RIGHT, Action.Wire.CUT),
        SLOW(Action.Shape.RIGHT, Action.Wire.DRIP);

        private final Action.Shape shape;
        private final Action.Wire wire;

        Kind(Action.Shape shape, Action.Wire wire) {
            this.shape = shape;
            this.wire = wire;
        }

        private Action action(Duration drip) {
            return wire == Action.Wire.WHOLE ? Action.shape(shape) : Action.wire(wire, drip);
        }
    }

    /**
     * A time after the start in which every call is refused with 429.
     *
     * @param retryAfter what the refusals tell to wait; null to tell nothing
     */
    public record Storm(Duration span, @Nullable Duration retryAfter) {}

    public Faults {
        shares = Map.copyOf(shares);
        statuses = Map.copyOf(statuses);
        rules = List.copyOf(rules);
        double all = shares.values().stream().mapToDouble(share -> share).sum()
                + statuses.values().stream().mapToDouble(share -> share).sum();
        if (all > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "the shares add up to %.4g%%; they may be 100%% together".formatted(100 * all));
        }
    }

    /** An endpoint that behaves, and takes its time. */
    public static Faults late(Latency latency) {
        return new Faults(1, Map.of(), Map.of(), latency, DRIP, Limits.NONE, null, List.of());
    }

    /**
     * What is done to a call.
     *
     * @param nth which call of all it is, from 1
     * @param again how often this request has come, from 1
     */
    public Action strike(Asked asked, long nth, int again) {
        for (Rule rule : rules) {
            if (rule.when().fits(asked, nth, again)) {
                return rule.then();
            }
        }
        double left = chance(asked, again, 1);
        for (Kind kind : Kind.values()) {
            left -= shares.getOrDefault(kind, 0.0);
            if (left < 0) {
                return kind.action(drip);
            }
        }
        for (Integer status : statuses.keySet().stream().sorted().toList()) {
            left -= statuses.getOrDefault(status, 0.0);
            if (left < 0) {
                return Action.status(status);
            }
        }
        return Action.NONE;
    }

    /** How long the answer to a call is held back. */
    public Duration latency(Asked asked, Action action, int again) {
        return action.latency() == null
                ? latency.of(chance(asked, again, 2), chance(asked, again, 3))
                : action.latency();
    }

    /** Whether a malformed answer is to be broken JSON, else one that misses the schema. */
    public boolean breaks(Asked asked, int again) {
        return chance(asked, again, 4) < 0.5;
    }

    /** From 0 to 1, always the same for the same seed, request, time it came and purpose. */
    private double chance(Asked asked, int again, int purpose) {
        long mixed = mix(mix(mix(seed) ^ asked.seed()) + 31L * again + purpose * 1_000_003L);
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /** Spreads neighbouring numbers over the whole range; the finalizer of SplitMix64. */
    private static long mix(long number) {
        long mixed = number + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
