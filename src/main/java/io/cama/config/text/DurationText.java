package io.cama.config.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 60s}, {@code 5m}, {@code 1h30m}, or ISO as {@code PT1M}. */
public final class DurationText {
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,18}(ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * Reads a duration of zero or more.
     *
     * @throws IllegalArgumentException if the text has no unit, an unknown one, or is negative
     */
    public static Duration parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("p")) {
                Duration iso = Duration.parse(lower);
                if (!iso.isNegative()) {
                    return iso;
                }
            } else if (WHOLE.matcher(lower).matches()) {
                return sum(PART.matcher(lower));
            }
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            throw unreadable(text, unreadable);
        }
        throw unreadable(text, null);
    }

    private static Duration sum(Matcher part) {
        Duration all = Duration.ZERO;
        while (part.find()) {
            long amount = Long.parseLong(part.group(1));
            all = all.plus(
                    switch (part.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "h" -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
        return all;
    }

    private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "\"" + text + "\" is no duration; write a number and its unit: 500ms, 60s, 5m, 2h", cause);
    }
}
