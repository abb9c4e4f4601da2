package io.cama.ops.http.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cama.ops.http.wire.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;

/** How often each client asks, and how often with a wrong token. What is remembered of clients is bounded. */
public final class Callers {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long MOST_CLIENTS = 10_000;
    private static final double NANOS = 1e9;

    private final int requests;
    private final int badTokens;
    private final TimeMeter clock;
    private final Cache<String, Bucket> asked = memory();
    private final Cache<String, Bucket> failed = memory();

    /**
     * Clients that have not been seen.
     *
     * @param requests a minute that each may make
     * @param badTokens a minute that lock an address out until some of them are a minute old
     */
    public Callers(int requests, int badTokens, TimeMeter clock) {
        this.requests = requests;
        this.badTokens = badTokens;
        this.clock = clock;
    }

    private static Cache<String, Bucket> memory() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(MINUTE.multipliedBy(2))
                .build();
    }

    /**
     * Counts a request.
     *
     * @param client an address, with whose token it is where there is one
     * @throws Problem 429 if there were too many
     */
    public void count(String client) {
        var probe = asked.get(client, one -> Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(rate -> rate.capacity(requests).refillGreedy(requests, MINUTE))
                        .build())
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw tooMany(
                    "too-many-requests",
                    "More than " + requests + " requests a minute (cama.api.requests).",
                    probe.getNanosToWaitForRefill());
        }
    }

    /** Makes sure that an address is not locked out; throws a {@link Problem}, 429, if it is. */
    public void requireOpen(String address) {
        Bucket bucket = failed.getIfPresent(address);
        if (bucket != null) {
            var probe = bucket.estimateAbilityToConsume(1);
            if (!probe.canBeConsumed()) {
                throw tooMany(
                        "locked-out",
                        badTokens + " wrong tokens came from this address within a minute (cama.api.bad-tokens).",
                        probe.getNanosToWaitForRefill());
            }
        }
    }

    /** Notes a wrong token. */
    public void failed(String address) {
        failed.get(address, one -> Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(rate -> rate.capacity(badTokens).refillIntervally(badTokens, MINUTE))
                        .build())
                .tryConsume(1);
    }

    private static Problem tooMany(String code, String detail, long nanos) {
        long seconds = Math.max(1, (long) Math.ceil(nanos / NANOS));
        return new Problem(
                429, code, detail + " Ask again in " + seconds + " s.", Map.of("Retry-After", String.valueOf(seconds)));
    }
}
