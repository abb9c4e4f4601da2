package io.cama.prompt.json;

import java.math.BigDecimal;

/** Numbers in the form JavaScript prints them, with every digit they have: 2 for 2.0, 1e-7 for 0.0000001. */
public final class NumberText {
    private static final int MOST_BEFORE_POINT = 21;
    private static final int MOST_ZEROS_BEHIND_POINT = 6;

    private NumberText() {}

    /** The text of a number, such as {@code NaN} for what is none. */
    public static String of(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        boolean whole = !(number instanceof Double || number instanceof Float);
        return whole || !Double.isFinite(number.doubleValue())
                ? number.toString()
                : decimal(new BigDecimal(number.toString()));
    }

    private static String decimal(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        long point = (long) bare.precision() - bare.scale();
        if (point > -MOST_ZEROS_BEHIND_POINT && point <= MOST_BEFORE_POINT) {
            return bare.toPlainString();
        }
        String digits = bare.unscaledValue().abs().toString();
        return (bare.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (point > 0 ? "e+" : "e-")
                + Math.abs(point - 1);
    }
}
