package io.cama.config.text;

import java.util.regex.Pattern;

/** Whole numbers of up to nine digits. */
public final class NumberText {
    private static final Pattern FORM = Pattern.compile("-?\\d{1,9}");

    private NumberText() {}

    /**
     * Reads a number, white space around it aside.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static int parse(String text) {
        if (FORM.matcher(text.strip()).matches()) {
            return Integer.parseInt(text.strip());
        }
        throw new IllegalArgumentException("\"" + text + "\" is no whole number");
    }
}
