package io.cama.output.page;

/** Text of any origin as it may stand in an HTML element or a quoted attribute. */
public final class PageText {
    private static final int FIRST_OVERRIDE = 0x202a;
    private static final int LAST_OVERRIDE = 0x202e;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2069;

    private PageText() {}

    /** The same text with every mark of HTML as an entity, without what none can see: control and direction characters. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                case '=' -> out.append("&#61;");
                case '\n', '\t' -> out.appendCodePoint(point);
                default -> plain(point, out);
            }
        });
        return out.toString();
    }

    private static void plain(int point, StringBuilder out) {
        boolean steers = (point >= FIRST_OVERRIDE && point <= LAST_OVERRIDE)
                || (point >= FIRST_ISOLATE && point <= LAST_ISOLATE);
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        if (half) {
            out.append('\uFFFD');
        } else if (!steers && !Character.isISOControl(point)) {
            out.appendCodePoint(point);
        }
    }
}
