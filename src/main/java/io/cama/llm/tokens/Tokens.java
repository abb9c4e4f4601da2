package io.cama.llm.tokens;

/**
 * Counts text towards tokens: about four Latin characters a token, two Cyrillic or Greek ones, one and a half in
 * Chinese, Japanese and Korean. Of any other script each code point is a token, and an emoji two and a half: models'
 * vocabularies hold little of them.
 */
public final class Tokens {
    private static final int WHOLE = 12;
    private static final int LATIN = 3;
    private static final int CYRILLIC_OR_GREEK = 6;
    private static final int WIDE = 8;
    private static final int EMOJI = 30;

    private long twelfths;

    /** The tokens of a text, estimated; 0 for none. */
    public static long of(String text) {
        Tokens tokens = new Tokens();
        tokens.add(text);
        return tokens.count();
    }

    void add(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(unit) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1));
            twelfths += twelfths(pair ? Character.toCodePoint(unit, text.charAt(++i)) : unit);
        }
    }

    /** Adds so many characters of punctuation. */
    void add(int characters) {
        twelfths += (long) LATIN * characters;
    }

    long count() {
        return (twelfths + WHOLE - 1) / WHOLE;
    }

    private static int twelfths(int point) {
        if (isLatin(point)) {
            return LATIN;
        }
        if (within(point, 0x370, 0x52F) || within(point, 0x1F00, 0x1FFF)) {
            return CYRILLIC_OR_GREEK;
        }
        if (within(point, 0x1F000, 0x1FAFF) || within(point, 0x2600, 0x27BF)) {
            return EMOJI;
        }
        return isWide(point) ? WIDE : WHOLE;
    }

    /** With the dashes and quotation marks that are common between Latin letters. */
    private static boolean isLatin(int point) {
        return point < 0x250 || within(point, 0x1E00, 0x1EFF) || within(point, 0x2010, 0x2027);
    }

    private static boolean within(int point, int first, int last) {
        return point >= first && point <= last;
    }

    private static boolean isWide(int point) {
        if (point < 0x1100) {
            return false;
        }
        if (within(point, 0xAC00, 0xD7A3) || Character.isIdeographic(point)) {
            return true;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HANGUL, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }
}
