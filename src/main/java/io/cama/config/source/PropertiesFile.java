package io.cama.config.source;

import io.cama.model.Finding;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * A {@code .properties} text, in UTF-8, that still knows its lines and comments.
 *
 * @param lines its keys in the order they stand
 * @param findings lines that cannot be read, and keys set twice
 */
public record PropertiesFile(List<Line> lines, List<Finding> findings) {
    /**
     * A key as it stands in the file.
     *
     * @param number line of the key, from 1
     * @param comment the comment lines above it and above the keys it stands together with, without {@code #}
     */
    public record Line(String key, String value, int number, List<String> comment) {}

    /**
     * Reads a text that may begin with a byte order mark.
     *
     * @param name of the file, for findings
     */
    public static PropertiesFile parse(String name, String text) {
        return new Reader(name, text.lines().toList()).read();
    }

    private static final class Reader {
        private final String name;
        private final List<String> source;
        private final List<Line> lines = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> comment = new ArrayList<>();

        Reader(String name, List<String> source) {
            this.name = name;
            this.source = source;
        }

        PropertiesFile read() {
            boolean afterKey = false;
            for (int index = 0; index < source.size(); index++) {
                String line = withoutMark(source.get(index)).strip();
                boolean isComment = line.startsWith("#") || line.startsWith("!");
                if (line.isEmpty() || (isComment && afterKey)) {
                    comment.clear();
                }
                if (isComment) {
                    comment.add(line.substring(1).strip());
                }
                afterKey = !isComment && !line.isEmpty();
                if (afterKey) {
                    int last = endOf(index);
                    add(index + 1, withoutMark(String.join("\n", source.subList(index, last + 1))));
                    index = last;
                }
            }
            return new PropertiesFile(List.copyOf(lines), List.copyOf(findings));
        }

        private static String withoutMark(String line) {
            return line.startsWith("\uFEFF") ? line.substring(1) : line;
        }

        /** The last of the lines that belong together because each but the last ends in a backslash. */
        private int endOf(int first) {
            int last = first;
            while (last + 1 < source.size() && goesOn(source.get(last))) {
                last++;
            }
            return last;
        }

        private static boolean goesOn(String line) {
            int end = line.length();
            while (end > 0 && line.charAt(end - 1) == '\\') {
                end--;
            }
            return (line.length() - end) % 2 == 1;
        }

        private void add(int number, String text) {
            Properties one = new Properties();
            try {
                one.load(new StringReader(text));
            } catch (IllegalArgumentException | IOException unreadable) {
                findings.add(Finding.error(
                        name,
                        number,
                        "the line cannot be read: " + unreadable.getMessage(),
                        "write \\\\ for a backslash"));
                return;
            }
            for (String key : one.stringPropertyNames()) {
                if (!seen.add(key)) {
                    findings.add(
                            Finding.warning(name, number, key + " is set twice", "keep one; this later one counts"));
                }
                lines.add(new Line(key, one.getProperty(key).strip(), number, List.copyOf(comment)));
            }
        }
    }
}
