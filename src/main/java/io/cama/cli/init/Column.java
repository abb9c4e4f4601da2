package io.cama.cli.init;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A column of a table, or a field of JSON.
 *
 * @param heading as the file has it; empty where it has none
 * @param field the name it has in the job
 * @param kind what its values look like: {@code text}, {@code long text}, {@code number}, {@code date}, {@code empty}
 *     or, in JSON, {@code value}
 * @param identifies whether each row looked at has another value
 */
record Column(String heading, String field, String kind, boolean identifies) {
    private static final int LONG = 120;
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.,]*%?");
    private static final Pattern DATE =
            Pattern.compile("\\d{4}[-./]\\d{1,2}[-./]\\d{1,2}.*|\\d{1,2}[./]\\d{1,2}[./]\\d{4}");

    /** Says what it can of a column whose values are these. */
    static Column of(String heading, String field, List<Object> values) {
        List<String> texts = values.stream().map(String::valueOf).toList();
        List<String> filled = texts.stream().filter(text -> !text.isBlank()).toList();
        boolean identifies =
                filled.size() == texts.size() && texts.stream().distinct().count() == texts.size();
        String kind = values.stream().allMatch(String.class::isInstance) ? kind(filled) : "value";
        return new Column(heading, field, kind, identifies && !kind.equals("long text"));
    }

    private static String kind(List<String> filled) {
        if (filled.isEmpty()) {
            return "empty";
        }
        if (all(filled, NUMBER)) {
            return all(filled, DATE) ? "date" : "number";
        }
        if (all(filled, DATE)) {
            return "date";
        }
        return filled.stream().anyMatch(text -> text.length() > LONG) ? "long text" : "text";
    }

    private static boolean all(List<String> texts, Pattern pattern) {
        return texts.stream().allMatch(text -> pattern.matcher(text).matches());
    }
}
