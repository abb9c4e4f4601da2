package io.cama.llm.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.RateHints;
import io.cama.model.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long a response asks to wait. In this order: {@code retry-after-ms}, {@code retry-after} in seconds or as a date,
 * the delay in the body of Google, the same in headers that the body repeats, the windows of a 429 that are used up,
 * {@code resets_at} in the body.
 */
final class Pause {
    private static final int TOO_MANY_REQUESTS = 429;

    private Pause() {}

    /** The wait, more than zero and at most a year, or null when the response says nothing of use. */
    static @Nullable Duration of(int status, Map<String, String> headers, UpstreamError error) {
        Duration asked = retryAfter(headers);
        if (asked == null) {
            asked = ServerTime.span(error.retryDelay());
        }
        Map<String, String> repeated = repeated(headers, error);
        if (asked == null) {
            asked = retryAfter(repeated);
        }
        if (asked == null && status == TOO_MANY_REQUESTS) {
            asked = windows(repeated);
        }
        if (asked == null && status == TOO_MANY_REQUESTS) {
            asked = windows(headers);
        }
        return asked != null
                ? asked
                : new ServerTime(headers)
                        .untilInstant(error.metadata().path("resets_at").asText(""));
    }

    /** The wait, once it is known what the response means: Google's delay is one of the minute even for the day. */
    static @Nullable Duration of(
            Reason reason, Map<String, String> headers, UpstreamError error, @Nullable Duration asked) {
        boolean misleading = reason == Reason.QUOTA_DAILY && error.google() && retryAfter(headers) == null;
        return misleading ? new ServerTime(headers).untilPacificMidnight() : asked;
    }

    private static @Nullable Duration retryAfter(Map<String, String> headers) {
        for (String name : new String[] {"retry-after-ms", "x-ms-retry-after-ms"}) {
            Duration millis = ServerTime.number(headers.get(name), "ms");
            if (millis != null) {
                return millis;
            }
        }
        String value = headers.get("retry-after");
        Duration seconds = ServerTime.number(value, "s");
        return seconds != null ? seconds : new ServerTime(headers).untilDate(value);
    }

    /** When the windows that are used up open again. */
    private static @Nullable Duration windows(Map<String, String> headers) {
        RateHints hints = RateHeaders.read(headers);
        Duration requests = usedUp(hints.requests());
        Duration tokens = usedUp(hints.tokens());
        if (requests == null || tokens == null) {
            return requests == null ? tokens : requests;
        }
        return requests.compareTo(tokens) > 0 ? requests : tokens;
    }

    private static @Nullable Duration usedUp(RateHints.Window window) {
        return window.left() > 0 ? null : window.reset();
    }

    private static Map<String, String> repeated(Map<String, String> headers, UpstreamError error) {
        var inner = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> header :
                error.metadata().path("headers").properties()) {
            inner.put(
                    header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText());
        }
        inner.putIfAbsent("date", headers.getOrDefault("date", ""));
        return inner;
    }
}
