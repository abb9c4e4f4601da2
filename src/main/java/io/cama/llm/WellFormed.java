package io.cama.llm;

/** Keeps text such that it can be written as UTF-8 and read back the same. */
public final class WellFormed {
    private WellFormed() {}

    /** The text with each half of a surrogate pair that stands alone replaced by U+FFFD. */
    public static String of(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text, i);
            }
        }
        return text;
    }

    private static String repaired(String text, int from) {
        var out = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean alone = Character.charCount(point) == 1 && Character.isSurrogate((char) point);
            out.appendCodePoint(alone ? 0xFFFD : point);
            i += Character.charCount(point);
        }
        return out.toString();
    }
}
