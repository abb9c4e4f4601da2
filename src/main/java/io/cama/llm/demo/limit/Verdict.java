package io.cama.llm.demo.limit;

import java.time.Duration;
import java.util.Map;

/**
 * Whether a call is let in.
 *
 * @param exceeded the budget that is used up, {@code requests} or {@code tokens}; empty when the call is let in
 * @param pause until a call like this is let in; zero when it is, or never will be
 * @param headers what the reply tells about the limits
 */
public record Verdict(String exceeded, Duration pause, Map<String, String> headers) {
    /** Whether the call is let in. */
    public boolean allowed() {
        return exceeded.isEmpty();
    }

    /** Whether the call alone is more than a minute takes. */
    public boolean never() {
        return !allowed() && pause.isZero();
    }
}
