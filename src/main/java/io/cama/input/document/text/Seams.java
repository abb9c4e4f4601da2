package io.cama.input.document.text;

/**
 * Where a text may be cut: best behind a sentence, else between words, else between characters. It knows no language:
 * full stops of East Asian scripts end a sentence by themselves, others before white space.
 */
final class Seams {
    private static final String STOPS = "。！？｡";
    private static final String ENDS = ".!?…:;";
    private static final String CLOSERS = "\"')]}”’»」』）";

    private final CharSequence text;

    Seams(CharSequence text) {
        this.text = text;
    }

    /** The best cut after {@code from} and not after {@code to}; the later of equals. */
    int last(int from, int to) {
        int word = -1;
        for (int at = to; at > from; at--) {
            if (isSentence(at)) {
                return at;
            }
            word = word < 0 && isWord(at) ? at : word;
        }
        return word > 0 ? word : character(from, to);
    }

    /** The best beginning from {@code from} on and before {@code to}; {@code to} where every place cuts a word. */
    int first(int from, int to) {
        int word = -1;
        for (int at = from; at < to; at++) {
            if (isSentence(at)) {
                return at;
            }
            word = word < 0 && isWord(at) ? at : word;
        }
        return word < 0 ? to : word;
    }

    private int character(int from, int to) {
        int at = to;
        while (at > from + 1 && !isCharacter(at)) {
            at--;
        }
        return isCharacter(at) ? at : to - (isPair(to) ? 1 : 0);
    }

    /** Whether a sentence, or white space behind one, ends here and something else begins. */
    private boolean isSentence(int at) {
        if (!isWord(at)) {
            return false;
        }
        int before = at - 1;
        boolean space = false;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            if (text.charAt(before) == '\n') {
                return true;
            }
            space = true;
            before--;
        }
        while (before >= 0 && CLOSERS.indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        return before >= 0
                && (STOPS.indexOf(text.charAt(before)) >= 0 || (space && ENDS.indexOf(text.charAt(before)) >= 0));
    }

    /** Whether no word goes through here, and white space before it stays with what is before. */
    private boolean isWord(int at) {
        if (!isCharacter(at) || Character.isWhitespace(text.charAt(at))) {
            return false;
        }
        int before = Character.codePointBefore(text, at);
        int after = Character.codePointAt(text, at);
        return Cleaning.isBlank(before) || (isUnspaced(before) && isUnspaced(after)) || STOPS.indexOf(before) >= 0;
    }

    /** Whether neither half a pair nor a mark of the letter before stands behind this place. */
    private boolean isCharacter(int at) {
        if (at <= 0 || at >= text.length() || isPair(at)) {
            return false;
        }
        int after = Character.codePointAt(text, at);
        int type = Character.getType(after);
        return type != Character.NON_SPACING_MARK
                && type != Character.ENCLOSING_MARK
                && type != Character.COMBINING_SPACING_MARK
                && after != 0x200D
                && text.charAt(at - 1) != 0x200D;
    }

    private boolean isPair(int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    /** Scripts whose words are not parted by blanks. */
    private static boolean isUnspaced(int point) {
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }
}
