package io.cama.pace.window;

import io.cama.model.RateHints;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One limit on requests or tokens. The sum of what was spent keeps every sliding window within the limit;
 * within the minute a pacer spreads it besides. An hour's or a day's limit may be spent as fast as the
 * minute's allows.
 */
final class Window {
    /** A limit that takes longer than this to become whole is not one for a minute, whatever it is called. */
    private static final Duration LONGEST_RESET = Duration.ofSeconds(90);

    /** One in each nanosecond of a minute is the most that can be paced. */
    private static final long ABSURD = 60_000_000_000L;

    private final String unit;
    private final Span span;
    private final TimeMeter clock;
    private final SlidingSum sum;
    private long configured;
    private long limit;
    private @Nullable Pacer pacer;

    /** @param configured 0 for none */
    Window(String unit, Span span, long configured, TimeMeter clock) {
        this.unit = unit;
        this.span = span;
        this.configured = configured;
        this.clock = clock;
        this.sum = new SlidingSum(span.remembered(), clock.currentTimeNanos());
        this.limit = configured;
        this.pacer = pacer(configured);
    }

    /**
     * What makes another limit hold, 0 for none; what was spent stays spent, and what the endpoint told is forgotten.
     *
     * @throws IllegalArgumentException if a minute cannot have so many
     */
    Runnable change(long wanted) {
        Pacer next = pacer(wanted);
        return () -> {
            configured = wanted;
            limit = wanted;
            pacer = next;
        };
    }

    private @Nullable Pacer pacer(long wanted) {
        boolean paced = wanted > 0 && span == Span.MINUTE;
        return paced ? new Pacer(wanted, Duration.ofNanos(span.remembered()), clock) : null;
    }

    /** In how many nanoseconds so much may be spent; 0 for now. More than all of a learned limit waits for all of it. */
    long waitFor(long amount, long now) {
        if (limit == 0) {
            return 0;
        }
        long bounded = Math.min(amount, limit);
        long room = sum.waitFor(limit - bounded, now);
        return pacer == null ? room : Math.max(room, pacer.waitFor(bounded));
    }

    void spend(long amount, long now) {
        sum.add(now, now, amount);
        if (pacer != null) {
            pacer.take(Math.min(amount, limit));
        }
    }

    /** Adds what was spent at an earlier time. */
    void remember(long amount, long at, long now) {
        sum.add(at, now, amount);
    }

    /** Takes back what was spent at an earlier time. */
    void giveBack(long amount, long at, long now) {
        sum.remove(at, now, amount);
        if (pacer != null) {
            pacer.giveBack(amount);
        }
    }

    /**
     * Learns from a response's headers.
     *
     * @return for how long nothing is left, in nanoseconds, where that cannot be expressed as a limit; else 0
     */
    long observe(RateHints.Window hint, long now) {
        Duration reset = hint.reset() == null || hint.reset().isNegative() ? null : hint.reset();
        boolean longer = reset != null && reset.compareTo(LONGEST_RESET) > 0;
        if (!longer && hint.limit() > 0 && hint.limit() < ABSURD) {
            learn(hint.limit());
        }
        if (hint.left() < 0) {
            return 0;
        }
        if (limit == 0 || longer) {
            return hint.left() == 0 && reset != null ? Wait.nanos(reset) : 0;
        }
        long others = limit - sum.total(now) - hint.left();
        if (others > 0) {
            sum.spread(now, others, reset == null ? span.remembered() : Wait.nanos(reset));
        }
        return 0;
    }

    private void learn(long told) {
        long wanted = configured == 0 ? told : Math.min(told, configured);
        if (wanted != limit) {
            pacer = pacer(wanted);
            limit = wanted;
        }
    }

    /** Whether so much can never be spent within what is configured. */
    boolean refuses(long amount) {
        return configured > 0 && amount > configured;
    }

    WindowStats stats(long now) {
        return new WindowStats(word(), limit, sum.total(now), limit != configured);
    }

    /** Such as rpm or tpd. */
    String word() {
        return unit.charAt(0) + "p" + span.letter();
    }

    /** Such as {@code 60 of 60 requests in the last minute}. */
    String describe(long now) {
        return "%d of %d %s in the last %s are used".formatted(sum.total(now), limit, unit, span);
    }

    /** Such as {@code 60 requests per minute}. */
    String allowance() {
        return "%d %s per %s (%s)".formatted(configured, unit, span, word());
    }
}
