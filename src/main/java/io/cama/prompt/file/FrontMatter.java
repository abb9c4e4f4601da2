package io.cama.prompt.file;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A prompt's source, cut at the two lines of dashes.
 *
 * <p>Blank lines and comment lines ({@code # licence}) may stand before the first of them. Without front matter
 * the whole source is the template, untouched; with it the template loses the white space around it.
 *
 * @param yaml between the dashes; empty when there is no front matter
 * @param yamlLine line of the file at which {@code yaml} begins
 * @param template the rest
 * @param templateLine line of the file at which {@code template} begins
 */
public record FrontMatter(String yaml, int yamlLine, String template, int templateLine) {
    private static final Pattern FIELD = Pattern.compile("^[\\p{L}_][\\p{L}\\p{N}_.-]*:(\\s.*)?$");

    /**
     * Cuts a source; a byte order mark is dropped and line ends may be LF, CRLF or CR.
     *
     * @throws LineFault if front matter is opened and not closed
     */
    public static FrontMatter of(String source) {
        String text = source.startsWith("\uFEFF") ? source.substring(1) : source;
        List<Line> lines = lines(text);
        int open = 0;
        while (open < lines.size()
                && (lines.get(open).blank() || lines.get(open).comment())) {
            open++;
        }
        if (open == lines.size() || !lines.get(open).dashes()) {
            return new FrontMatter("", 1, text, 1);
        }
        int close = open + 1;
        while (close < lines.size() && !lines.get(close).dashes()) {
            close++;
        }
        if (close == lines.size()) {
            refuseOpenFields(lines, open);
            return new FrontMatter("", 1, text, 1);
        }
        String yaml = text.substring(lines.get(open).end(), lines.get(close).start());
        int first = close + 1;
        while (first < lines.size() && lines.get(first).blank()) {
            first++;
        }
        return new FrontMatter(
                yaml, open + 2, Space.strip(text.substring(lines.get(close).end())), first + 1);
    }

    private static void refuseOpenFields(List<Line> lines, int open) {
        int next = open + 1;
        while (next < lines.size()
                && (lines.get(next).blank() || lines.get(next).comment())) {
            next++;
        }
        if (next < lines.size() && FIELD.matcher(lines.get(next).text()).matches()) {
            throw new LineFault(
                    open + 1,
                    "the front matter is opened here and never closed",
                    "add a line --- below its last field");
        }
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int stop = start;
            while (stop < text.length() && text.charAt(stop) != '\n' && text.charAt(stop) != '\r') {
                stop++;
            }
            int end = Math.min(stop + (text.startsWith("\r\n", stop) ? 2 : 1), text.length());
            lines.add(new Line(text.substring(start, stop), start, end));
            start = end;
        }
        return lines;
    }

    private record Line(String text, int start, int end) {
        boolean blank() {
            return Space.only(text);
        }

        boolean comment() {
            return text.startsWith("#");
        }

        boolean dashes() {
            return Space.stripTrailing(text).equals("---");
        }
    }
}
