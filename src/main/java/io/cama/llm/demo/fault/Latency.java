package io.cama.llm.demo.fault;

import java.time.Duration;

/**
 * How long answers are held back: half of them at most {@code p50}, all but one in a hundred at most
 * {@code p99}, in the shape of a log-normal distribution, as the latencies of real endpoints are.
 */
public record Latency(Duration p50, Duration p99) {
    /** No latency. */
    public static final Latency NONE = fixed(Duration.ZERO);

    /** Standard deviations between the median and the 99th percentile of a normal distribution. */
    private static final double DEVIATIONS_TO_P99 = 2.326_347_874;

    private static final double NANOS = 1e9;

    public Latency {
        if (p50.isNegative() || p99.compareTo(p50) < 0) {
            throw new IllegalArgumentException(
                    "latency must be zero or more and p99 not less than p50, was " + p50 + " and " + p99);
        }
    }

    /** Always the same. */
    public static Latency fixed(Duration latency) {
        return new Latency(latency, latency);
    }

    /**
     * The latency of one call, never more than ten times {@code p99}.
     *
     * @param one chance from 0 to 1
     * @param other another, independent of it
     */
    Duration of(double one, double other) {
        if (p50.equals(p99) || p50.isZero()) {
            return p50;
        }
        double normal = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
        double median = p50.toNanos() / NANOS;
        double high = p99.toNanos() / NANOS;
        double seconds = median * Math.exp(Math.log(high / median) / DEVIATIONS_TO_P99 * normal);
        return Duration.ofNanos((long) (Math.min(seconds, 10 * high) * NANOS));
    }
}
