package io.cama.input.choose;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a file go first: named ranks, the most urgent first, each with the patterns that put a row into it. A
 * row belongs to the first rank of which a pattern is found in its field, else to the one rank without patterns.
 * Patterns are those of RE2, which take no longer than the field is long, whatever stands in it.
 *
 * @param ranks by name, each with its patterns by field; empty where rows go in the order of the file
 */
public record Priority(Map<String, Map<String, Pattern>> ranks) {
    /** The name under which rows are counted by rank. */
    public static final String NAME = "priority";

    /** Rows go in the order of the file. */
    public static final Priority NONE = new Priority(Map.of());

    /** Whether rows are ranked at all. */
    public boolean isOn() {
        return !ranks.isEmpty();
    }

    /** The rank of a row, 1 for the most urgent; 0 where rows are not ranked. */
    public int rank(Map<String, Object> fields) {
        int rank = 0;
        int rest = 0;
        for (Map<String, Pattern> patterns : ranks.values()) {
            rank++;
            if (patterns.isEmpty()) {
                rest = rank;
            } else if (patterns.entrySet().stream()
                    .anyMatch(rule -> isFound(rule.getValue(), fields.get(rule.getKey())))) {
                return rank;
            }
        }
        return rest;
    }

    private static boolean isFound(Pattern pattern, @Nullable Object value) {
        return value != null && pattern.matcher(String.valueOf(value)).find();
    }

    /** The name of a rank of 1 or more. */
    public String name(int rank) {
        return List.copyOf(ranks.keySet()).get(rank - 1);
    }

    /** Reads the patterns; {@code wrong} is told of what they lack, and then rows are not ranked. */
    public static Priority of(Map<String, Map<String, String>> written, Problems wrong) {
        Map<String, Map<String, Pattern>> ranks = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        boolean sound = true;
        for (Map.Entry<String, Map<String, String>> rank : written.entrySet()) {
            Map<String, Pattern> patterns = new LinkedHashMap<>();
            for (Map.Entry<String, String> rule : rank.getValue().entrySet()) {
                try {
                    patterns.put(rule.getKey(), Pattern.compile(rule.getValue(), Pattern.CASE_INSENSITIVE));
                } catch (PatternSyntaxException e) {
                    sound = false;
                    wrong.add(
                            "the pattern of %s for rank %s is none: %s"
                                    .formatted(rule.getKey(), rank.getKey(), e.getMessage()),
                            "see github.com/google/re2/wiki/Syntax; it has no look-around and no back references");
                }
            }
            if (patterns.isEmpty() && rank.getValue().isEmpty()) {
                rest.add(rank.getKey());
            }
            ranks.put(rank.getKey(), patterns);
        }
        if (!written.isEmpty() && rest.size() != 1) {
            wrong.add(
                    "priority has %d ranks without patterns and needs one, for the rows that no pattern fits"
                            .formatted(rest.size()),
                    "write for example  priority: { urgent: { type: \"^fix$\" }, normal: {} }");
            return NONE;
        }
        return sound ? new Priority(ranks) : NONE;
    }

    /** Is told of what is wrong, and what to do. */
    public interface Problems {
        void add(String message, String hint);
    }
}
