package io.cama.ops.http.route;

import io.cama.ops.http.wire.Reply;

/** What answers. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request that may be answered.
     *
     * @throws io.cama.ops.http.wire.Problem if it cannot be
     */
    Reply answer(Asked asked) throws Exception;
}
