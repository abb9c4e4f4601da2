package io.cama.llm.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts in billionths of a US dollar, as they are written and read by people. */
public final class Money {
    private static final Pattern FORM =
            Pattern.compile("(?:(?:us)?\\$)?\\s*(\\d{1,10}(?:\\.\\d{1,9})?)\\s*(?:usd)?", Pattern.CASE_INSENSITIVE);

    private static final int NINE = 9;
    private static final int CENTS = 2;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, NINE);
    private static final BigDecimal LEAST = BigDecimal.valueOf(1, NINE);
    private static final BigDecimal LARGEST_READ = new BigDecimal(1_000_000_000);

    private Money() {}

    /**
     * Reads {@code 1}, {@code $1.50}, {@code US$2} or {@code 0.25 USD}.
     *
     * @return billionths of a US dollar, zero or more
     * @throws IllegalArgumentException if it is anything else, finer than a billionth or above a billion dollars
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            BigDecimal dollars = new BigDecimal(form.group(1));
            if (dollars.compareTo(LARGEST_READ) <= 0) {
                return billionths(dollars);
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no amount of US dollars from 0 to 1000000000; "
                + "write it with a point and at most nine digits behind it: 1, $1.50, 0.25 USD");
    }

    /**
     * An amount as text: cents at least, and below a dime two significant digits, such as {@code $12.34},
     * {@code $0.0012} or {@code $0}. Rounded half up.
     */
    public static String text(long billionths) {
        if (billionths == 0) {
            return "$0";
        }
        BigDecimal dollars = BigDecimal.valueOf(billionths, NINE).abs();
        int zeros = dollars.scale() - dollars.precision();
        BigDecimal shown = dollars.setScale(Math.min(NINE, Math.max(CENTS, zeros + 2)), RoundingMode.HALF_UP);
        return (billionths < 0 ? "-$" : "$") + shown.toPlainString();
    }

    /** An amount as a number of dollars, exact and without an exponent, such as {@code 0.0123}. */
    public static BigDecimal dollars(long billionths) {
        BigDecimal dollars = BigDecimal.valueOf(billionths, NINE).stripTrailingZeros();
        return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
    }

    /** Dollars as billionths, rounded up; 0 for less than nothing, and the largest number for what is beyond it. */
    static long billionths(BigDecimal dollars) {
        if (dollars.signum() <= 0) {
            return 0;
        }
        if (dollars.compareTo(LEAST) <= 0) {
            return 1;
        }
        if (dollars.compareTo(MOST) >= 0) {
            return Long.MAX_VALUE;
        }
        return dollars.movePointRight(NINE).setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /** A price of one token as that of a million, such as {@code $2.5}. */
    public static String perMillion(BigDecimal perToken) {
        return "$" + perToken.movePointRight(6).stripTrailingZeros().toPlainString();
    }
}
