package io.cama.config.value;

import io.cama.config.text.DurationText;
import io.cama.config.text.SizeText;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What values a key takes, as the text behind {@code Range:} says.
 *
 * @param kind how the value is written
 * @param text the range in words, for messages
 * @param min smallest value, in nanoseconds or bytes for durations and sizes; null where there is no order
 * @param max largest value, likewise
 * @param clamped whether a number outside is moved to the nearest bound rather than refused
 */
public record Range(
        Kind kind,
        String text,
        @Nullable BigInteger min,
        @Nullable BigInteger max,
        boolean clamped) {
    /** How a value is written. */
    public enum Kind {
        NUMBER,
        DURATION,
        SIZE,
        LIST,
        URL,
        KEY,
        TEXT
    }

    private static final Pattern BOUNDS = Pattern.compile("(\\S+) to (\\S+?)(, clamped.*|, or empty)?");
    private static final String ON_OR_OFF = "on or off";
    private static final String OR_EMPTY = ", or empty";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d+");

    /** Reads {@code 1 to 64}, {@code 100ms to 1h}, {@code 1KB to 4MB}, {@code 1 to 9, or empty}, {@code comma-separated …}, {@code URL …}, … */
    public static Range parse(String text) {
        Matcher bounds = BOUNDS.matcher(text);
        if (bounds.matches()) {
            Kind kind = kindOf(bounds.group(1));
            return new Range(
                    kind,
                    text,
                    measure(kind, bounds.group(1)),
                    measure(kind, bounds.group(2)),
                    kind == Kind.NUMBER && bounds.group(3) != null && !text.endsWith(OR_EMPTY));
        }
        return new Range(wordKind(text), text, null, null, false);
    }

    /**
     * Says what is wrong with a value.
     *
     * @return what was seen and what is expected, or empty when the value is fine or can be clamped
     */
    public Optional<String> problem(String value) {
        if (kind == Kind.URL) {
            return value.isBlank() && text.endsWith(OR_EMPTY) ? Optional.empty() : BaseUrl.problem(value);
        }
        if (text.equals(ON_OR_OFF)) {
            return value.equals("on") || value.equals("off")
                    ? Optional.empty()
                    : Optional.of("\"" + value + "\" is neither on nor off");
        }
        if (min == null || max == null || (value.isBlank() && text.endsWith(OR_EMPTY))) {
            return Optional.empty();
        }
        try {
            BigInteger measured = measure(kind, value);
            boolean inside = measured.compareTo(min) >= 0 && measured.compareTo(max) <= 0;
            return inside || clamped ? Optional.empty() : Optional.of("\"" + value + "\" is outside " + text);
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The value, or the bound nearest to it where this range {@linkplain #clamped() clamps}; broken values stay. */
    public String clamp(String value) {
        if (!clamped || min == null || max == null || problem(value).isPresent()) {
            return value;
        }
        BigInteger measured = measure(kind, value);
        BigInteger moved = measured.max(min).min(max);
        return moved.equals(measured) ? value : moved.toString();
    }

    private static Kind kindOf(String bound) {
        if (WHOLE_NUMBER.matcher(bound).matches()) {
            return Kind.NUMBER;
        }
        return bound.endsWith("B") ? Kind.SIZE : Kind.DURATION;
    }

    private static Kind wordKind(String text) {
        if (text.startsWith("comma-separated")) {
            return Kind.LIST;
        }
        if (text.startsWith("URL")) {
            return Kind.URL;
        }
        return text.startsWith("key reference") ? Kind.KEY : Kind.TEXT;
    }

    private static BigInteger measure(Kind kind, String value) {
        if (kind == Kind.DURATION) {
            Duration duration = DurationText.parse(value);
            return BigInteger.valueOf(duration.getSeconds())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(duration.getNano()));
        }
        if (kind == Kind.SIZE) {
            return BigInteger.valueOf(SizeText.parse(value));
        }
        String number = value.strip();
        if (number.length() > 100 || !WHOLE_NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is no whole number");
        }
        return new BigInteger(number);
    }
}
