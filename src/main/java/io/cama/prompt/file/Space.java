package io.cama.prompt.file;

/** White space as JavaScript counts it: no-break spaces, the byte order mark and all of Unicode's spaces are some. */
public final class Space {
    /** All of it but the line feed, as a class of a regular expression. */
    public static final String IN_LINE =
            "[\\t\\x0B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]";

    private Space() {}

    public static boolean is(char c) {
        return (c >= '\t' && c <= '\r') || c == '\uFEFF' || Character.isSpaceChar(c);
    }

    /** Whether there is nothing else in {@code text}. */
    public static boolean only(String text) {
        return text.chars().allMatch(c -> is((char) c));
    }

    public static String strip(String text) {
        return stripLeading(stripTrailing(text));
    }

    public static String stripLeading(String text) {
        int start = 0;
        while (start < text.length() && is(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    public static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
