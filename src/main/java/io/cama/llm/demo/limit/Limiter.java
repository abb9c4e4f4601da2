package io.cama.llm.demo.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts what is let in. No minute gets more than the limit, to the nanosecond: a call leaves the window
 * sixty seconds after it was let in, and refused calls never enter it.
 */
public final class Limiter {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;

    private record Entry(long at, long tokens) {}

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final long start;
    private final ArrayDeque<Entry> window = new ArrayDeque<>();
    private long used;

    /** @param nanoTime a clock that never goes back, such as {@link System#nanoTime} */
    public Limiter(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /**
     * Lets a call in, or not.
     *
     * @param tokens of the request and its answer
     */
    public synchronized Verdict ask(long tokens) {
        if (limits.requests() == 0 && limits.tokens() == 0) {
            return new Verdict("", Duration.ZERO, Map.of());
        }
        long now = nanoTime.getAsLong();
        forget(now);
        long forRequests = limits.requests() == 0 || window.size() < limits.requests() ? 0 : untilFirstLeaves(now);
        boolean never = limits.tokens() > 0 && tokens > limits.tokens();
        long forTokens = limits.tokens() == 0 || never ? 0 : untilRoomFor(tokens, now);
        String exceeded = forRequests > 0 ? "requests" : never || forTokens > 0 ? "tokens" : "";
        if (exceeded.isEmpty()) {
            window.addLast(new Entry(now, tokens));
            used += tokens;
        }
        Duration wait = never ? Duration.ZERO : Duration.ofNanos(Math.max(forRequests, forTokens));
        return new Verdict(exceeded, wait, headers(wait, now));
    }

    private void forget(long now) {
        while (!window.isEmpty() && leaves(window.getFirst()) - now <= 0) {
            used -= window.removeFirst().tokens();
        }
    }

    /** When an entry no longer counts. */
    private long leaves(Entry entry) {
        return switch (limits.window()) {
            case SLIDING -> entry.at() + MINUTE;
            case FIXED -> start + ((entry.at() - start) / MINUTE + 1) * MINUTE;
        };
    }

    private long untilFirstLeaves(long now) {
        return leaves(window.getFirst()) - now;
    }

    private long untilRoomFor(long tokens, long now) {
        long excess = used + tokens - limits.tokens();
        long wait = 0;
        for (Entry entry : window) {
            if (excess <= 0) {
                return wait;
            }
            excess -= entry.tokens();
            wait = leaves(entry) - now;
        }
        return wait;
    }

    /** As OpenAI writes them; a reset is the time until the whole budget is back. */
    private Map<String, String> headers(Duration wait, long now) {
        if (!limits.announced()) {
            return Map.of();
        }
        var headers = new LinkedHashMap<String, String>();
        String reset = window.isEmpty() ? "0s" : duration(leaves(window.getLast()) - now);
        if (limits.requests() > 0) {
            headers.put("x-ratelimit-limit-requests", String.valueOf(limits.requests()));
            headers.put("x-ratelimit-remaining-requests", String.valueOf(limits.requests() - window.size()));
            headers.put("x-ratelimit-reset-requests", reset);
        }
        if (limits.tokens() > 0) {
            headers.put("x-ratelimit-limit-tokens", String.valueOf(limits.tokens()));
            headers.put("x-ratelimit-remaining-tokens", String.valueOf(limits.tokens() - used));
            headers.put("x-ratelimit-reset-tokens", reset);
        }
        if (!wait.isZero()) {
            headers.put("retry-after", seconds(wait));
        }
        return headers;
    }

    /** A wait as {@code Retry-After} tells it: whole seconds, rounded up. */
    public static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, (wait.toNanos() + SECOND - 1) / SECOND));
    }

    /** {@code 12ms}, {@code 7s}, {@code 59.5s} or {@code 1m0s}, rounded up to a millisecond. */
    private static String duration(long nanos) {
        long millis = (nanos + MILLI - 1) / MILLI;
        if (millis < 1_000) {
            return millis + "ms";
        }
        String rest = millis % 1_000 == 0
                ? ""
                : "." + String.format("%03d", millis % 1_000).replaceAll("0+$", "");
        long seconds = millis / 1_000;
        return (seconds < 60 ? "" : seconds / 60 + "m") + seconds % 60 + rest + "s";
    }
}
