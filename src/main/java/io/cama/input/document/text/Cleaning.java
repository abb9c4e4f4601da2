package io.cama.input.document.text;

/** Text as it may stand in an item: without control characters, halves of characters and needless white space. */
final class Cleaning {
    private Cleaning() {}

    /** All white space becomes single blanks. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean blank = false;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (isBlank(point)) {
                blank = true;
            } else if (isText(point)) {
                if (blank && !out.isEmpty()) {
                    out.append(' ');
                }
                blank = false;
                out.appendCodePoint(whole(point));
            }
        }
        return out.toString();
    }

    /** Lines stay as they are, with their indentation; blank lines at both ends and white space at line ends go. */
    static String lines(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
            line.codePoints()
                    .filter(point -> point == '\t' || isText(point))
                    .map(Cleaning::whole)
                    .forEach(out::appendCodePoint);
            int end = out.length();
            while (end > 0 && out.charAt(end - 1) != '\n' && Character.isWhitespace(out.charAt(end - 1))) {
                end--;
            }
            out.setLength(end);
            if (!out.isEmpty()) {
                out.append('\n');
            }
        }
        return out.toString().stripTrailing();
    }

    static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    private static int whole(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point;
    }

    private static boolean isText(int point) {
        return !Character.isISOControl(point) && point != 0xFEFF && point != 0xAD;
    }
}
