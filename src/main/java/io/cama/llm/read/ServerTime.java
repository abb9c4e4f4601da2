package io.cama.llm.read;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads times as servers write them. Instants are measured from the response's own {@code Date}, so that a clock that
 * is wrong on either side does no harm; without a {@code Date} they say nothing. What is not more than zero is ignored,
 * and nothing is longer than a year.
 */
final class ServerTime {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern SPAN = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ms|us|µs|ns|d|h|m|s)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{0,9})?");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("\\d{10}");
    private static final Pattern EPOCH_MILLIS = Pattern.compile("\\d{13}");

    /** Google renews what is counted by the day at midnight there, so its documentation says. */
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private final @Nullable Instant now;

    /** @param headers of the response, names in lower case */
    ServerTime(Map<String, String> headers) {
        this.now = httpDate(headers.get("date"));
    }

    /** A plain number of a unit: {@code ms} or {@code s}. */
    static @Nullable Duration number(@Nullable String value, String unit) {
        if (value == null || !NUMBER.matcher(value.strip()).matches()) {
            return null;
        }
        return useful(scaled(value.strip(), unit));
    }

    /** A span such as {@code 1h2m3.5s} or {@code 12ms}; a bare number means seconds. */
    static @Nullable Duration span(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (NUMBER.matcher(text).matches()) {
            return useful(scaled(text, "s"));
        }
        Duration sum = Duration.ZERO;
        int end = 0;
        Matcher part = SPAN.matcher(text);
        while (part.find() && part.start() == end) {
            sum = sum.plus(scaled(part.group(1), part.group(2)));
            end = part.end();
        }
        return end == text.length() ? useful(sum) : null;
    }

    /** Until a date of HTTP, such as {@code Mon, 06 Jan 2025 10:00:30 GMT}. */
    @Nullable
    Duration untilDate(@Nullable String value) {
        return until(httpDate(value));
    }

    /** Until an instant of RFC 3339, or one in seconds or milliseconds since 1970. */
    @Nullable
    Duration untilInstant(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (EPOCH_MILLIS.matcher(text).matches()) {
            return until(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        if (EPOCH_SECONDS.matcher(text).matches()) {
            return until(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        try {
            return until(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Until the next midnight of California. */
    @Nullable
    Duration untilPacificMidnight() {
        if (now == null) {
            return null;
        }
        ZonedDateTime there = now.atZone(PACIFIC);
        return until(there.toLocalDate()
                .plusDays(1)
                .atTime(LocalTime.MIDNIGHT)
                .atZone(PACIFIC)
                .toInstant());
    }

    private @Nullable Duration until(@Nullable Instant instant) {
        return instant == null || now == null ? null : useful(Duration.between(now, instant));
    }

    private static Duration scaled(String number, String unit) {
        BigDecimal nanos = new BigDecimal(number)
                .multiply(BigDecimal.valueOf(
                        switch (unit) {
                            case "d" -> 86_400_000_000_000L;
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

    private static @Nullable Duration useful(Duration wait) {
        if (wait.isNegative() || wait.isZero()) {
            return null;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable Instant httpDate(@Nullable String value) {
        try {
            return value == null
                    ? null
                    : ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
