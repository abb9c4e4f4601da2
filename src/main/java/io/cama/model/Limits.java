package io.cama.model;

/**
 * How hard an endpoint may be asked.
 *
 * @param minConcurrency calls in flight at once that are always allowed, 1 or more
 * @param maxConcurrency the most calls in flight at once, however well things go
 */
public record Limits(Windows requests, Windows tokens, int minConcurrency, int maxConcurrency) {
    public static final Limits NONE = new Limits(Windows.UNLIMITED, Windows.UNLIMITED, 1, 1024);

    public Limits {
        if (minConcurrency < 1 || maxConcurrency < minConcurrency) {
            throw new IllegalArgumentException("concurrency must be 1 or more and its minimum at most its maximum, was "
                    + minConcurrency + " to " + maxConcurrency);
        }
    }
}
