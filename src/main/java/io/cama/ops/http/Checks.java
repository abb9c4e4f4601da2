package io.cama.ops.http;

import java.util.Map;

/** How well a running Cama is, for {@code /observe/health}. Safe for use by many threads; answers without a call to anybody. */
public interface Checks {
    /**
     * What a check has found.
     *
     * @param up whether the answer is 200; else it is 503
     * @param document values as JSON has them; nothing in it is secret
     */
    record Found(boolean up, Map<String, Object> document) {}

    /** Everything that is known, with its parts: {@code /observe/health}. */
    Found health();

    /** Whether work is taken; an endpoint's outage does not count: {@code /observe/health/ready}. */
    Found readiness();

    /** Whether the process should be left alone rather than started again; open to everybody: {@code /observe/health/live}. */
    Found liveness();
}
