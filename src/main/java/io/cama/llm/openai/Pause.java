package io.cama.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a response asks to wait. Instants are measured from the response's own {@code Date}, so that a
 * clock that is wrong on either side does no harm; without a {@code Date} they are ignored.
 */
final class Pause {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern SPAN = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|us|µs|ns|h|m|s)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{0,9})?");
    private static final int TOO_MANY_REQUESTS = 429;

    private final Map<String, String> headers;
    private final @Nullable Instant now;

    private Pause(Map<String, String> headers) {
        this.headers = headers;
        this.now = date(headers.get("date"));
    }

    /** The wait, more than zero and at most a year, or null when the response says nothing of use. */
    static @Nullable Duration of(int status, Map<String, String> headers, UpstreamError error) {
        Duration asked = new Pause(headers).retryAfter();
        if (asked == null) {
            asked = useful(span(error.retryDelay()));
        }
        if (asked == null) {
            var inner = new TreeMap<String, String>();
            for (Map.Entry<String, JsonNode> header :
                    error.metadata().path("headers").properties()) {
                inner.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText());
            }
            inner.putIfAbsent("date", headers.getOrDefault("date", ""));
            var embedded = new Pause(inner);
            asked = embedded.retryAfter();
            if (asked == null && status == TOO_MANY_REQUESTS) {
                asked = embedded.windowReset();
            }
        }
        if (asked == null && status == TOO_MANY_REQUESTS) {
            asked = new Pause(headers).windowReset();
        }
        return asked != null
                ? asked
                : new Pause(headers)
                        .until(instant(error.metadata().path("resets_at").asText("")));
    }

    private @Nullable Duration retryAfter() {
        for (String name : new String[] {"retry-after-ms", "x-ms-retry-after-ms"}) {
            Duration millis = number(headers.get(name), "ms");
            if (millis != null) {
                return millis;
            }
        }
        String value = headers.get("retry-after");
        Duration seconds = number(value, "s");
        return seconds != null ? seconds : until(date(value));
    }

    /** When the windows that are used up open again: spans, or an instant in milliseconds since 1970. */
    private @Nullable Duration windowReset() {
        Duration longest = null;
        for (String window : new String[] {"requests", "tokens"}) {
            String left = headers.getOrDefault("x-ratelimit-remaining-" + window, "0");
            Duration reset = useful(span(headers.get("x-ratelimit-reset-" + window)));
            if (left.strip().equals("0") && reset != null && (longest == null || reset.compareTo(longest) > 0)) {
                longest = reset;
            }
        }
        String reset = headers.getOrDefault("x-ratelimit-reset", "").strip();
        boolean millis = reset.matches("\\d{13}");
        return longest == null && millis ? until(Instant.ofEpochMilli(Long.parseLong(reset))) : longest;
    }

    private @Nullable Duration until(@Nullable Instant instant) {
        return instant == null || now == null ? null : useful(Duration.between(now, instant));
    }

    private static @Nullable Duration number(@Nullable String value, String unit) {
        boolean number = value != null && NUMBER.matcher(value.strip()).matches();
        return number ? useful(scaled(String.valueOf(value).strip(), unit)) : null;
    }

    /** A span such as {@code 1h2m3.5s} or {@code 12ms}; a bare number means seconds. */
    private static @Nullable Duration span(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (NUMBER.matcher(text).matches()) {
            return scaled(text, "s");
        }
        Duration sum = Duration.ZERO;
        int end = 0;
        Matcher part = SPAN.matcher(text);
        while (part.find() && part.start() == end) {
            sum = sum.plus(scaled(part.group(1), part.group(2)));
            end = part.end();
        }
        return end == text.length() ? sum : null;
    }

    private static Duration scaled(String number, String unit) {
        BigDecimal nanos = new BigDecimal(number)
                .multiply(BigDecimal.valueOf(
                        switch (unit) {
                            case "h" -> 3_600_000_000_000L;
                            case "m" -> 60_000_000_000L;
                            case "s" -> 1_000_000_000L;
                            case "ms" -> 1_000_000L;
                            case "us", "µs" -> 1_000L;
                            default -> 1L;
                        }));
        return nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0
                ? LONGEST
                : Duration.ofNanos(nanos.longValue());
    }

    private static @Nullable Duration useful(@Nullable Duration wait) {
        if (wait == null || wait.isNegative() || wait.isZero()) {
            return null;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable Instant date(@Nullable String value) {
        try {
            return value == null
                    ? null
                    : ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
