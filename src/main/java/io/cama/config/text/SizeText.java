package io.cama.config.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512B}, {@code 64KB}, {@code 4MB}, {@code 1GB}. A KB has 1,024 bytes. */
public final class SizeText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(b|kb|mb|gb)");

    private SizeText() {}

    /**
     * Reads a size in bytes, zero or more.
     *
     * @throws IllegalArgumentException if the text has no unit or an unknown one, or is beyond 8 EB
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no size; write a number and its unit: 64KB, 4MB");
        }
        long unit =
                switch (form.group(2)) {
                    case "b" -> 1L;
                    case "kb" -> 1L << 10;
                    case "mb" -> 1L << 20;
                    default -> 1L << 30;
                };
        try {
            return Math.multiplyExact(Long.parseLong(form.group(1)), unit);
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("\"" + text + "\" is more bytes than can be counted", tooLarge);
        }
    }
}
